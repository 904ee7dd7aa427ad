/** A Mini App in a frame of its own. Loaded when the first one is opened. */
import { Button, Group, Modal, Text } from '@mantine/core'
import { useMediaQuery } from '@mantine/hooks'
import { useState } from 'react'
import { ListSkeleton } from '../ListSkeleton.tsx'
import { useTexts, useWords } from '../language.tsx'
import { useLoad } from '../load.ts'
import type { Passing } from '../PassOn.tsx'
import { Failure } from '../States.tsx'
import * as words from '../texts/apps.ts'
import type { Bot, Chat, Person } from '../types.ts'
import { AppFrame } from './AppFrame.tsx'
import classes from './AppSheet.module.css'
import { type AppButton, isOfThisMachine } from './app.ts'
import { appApi } from './appApi.ts'

type Props = {
  button: AppButton
  chat: Chat
  me: Person
  bots: readonly Bot[]
  passOn: (passing: Passing) => void
  close: () => void
}

export default function AppSheet({ button, chat, me, bots, passOn, close }: Props) {
  const t = useTexts()
  const w = useWords(words)
  const narrow = useMediaQuery('(max-width: 767px)', undefined, { getInitialValueInEffect: false }) ?? false
  const [agreed, setAgreed] = useState(false)
  const { data, error, reload } = useLoad(`app ${JSON.stringify(button)}`, () => appApi.launch(me.id, chat.id, button))
  const bot = bots.find(({ id }) => id === data?.bot)
  const name = bot?.first_name ?? chat.title
  if (data && (agreed || isOfThisMachine(data.url)))
    return <AppFrame launch={data} button={button} name={name} {...{ me, chat, bot, passOn, close, narrow }} />
  return (
    <Modal opened onClose={close} title={name} size="sm">
      {data ? (
        <>
          <Text className={classes.words}>{w.elsewhere(new URL(data.url).host)}</Text>
          <Group justify="flex-end" mt="lg">
            <Button variant="default" onClick={close}>
              {t.cancel}
            </Button>
            <Button data-autofocus onClick={() => setAgreed(true)}>
              {w.openAnyway}
            </Button>
          </Group>
        </>
      ) : error ? (
        <Failure what={w.notOpened} error={error} retry={reload} />
      ) : (
        <ListSkeleton />
      )}
    </Modal>
  )
}
