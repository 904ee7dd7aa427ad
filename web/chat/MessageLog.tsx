import { ActionIcon, Button, Skeleton, Text } from '@mantine/core'
import { useElementSize, useMergedRef } from '@mantine/hooks'
import { IconArrowDown } from '@tabler/icons-react'
import { Fragment, useEffect, useLayoutEffect, useRef, useState } from 'react'
import { BubbleView } from './BubbleView.tsx'
import { type Bubble, bubbles } from './bubbles.ts'
import { useNow } from './clock.tsx'
import { reasonOf } from './failure.ts'
import { useLanguage, useTexts } from './language.tsx'
import classes from './MessageLog.module.css'
import { usePrompts } from './prompts.tsx'
import { Empty, Failure } from './States.tsx'
import { dayKey, dayName } from './time.ts'
import type { Bot, Chat, Entry, Person } from './types.ts'
import type { Messages } from './useMessages.ts'

type Props = {
  messages: Messages
  chat: Chat
  me: Person
  bots: readonly Bot[]
  say: (text: string) => void
  reply: (entry: Entry) => void
  edit: (entry: Entry) => void
}

const NEAR_PX = 80

export function MessageLog({ messages, chat, me, bots, say, reply, edit }: Props) {
  const t = useTexts()
  const language = useLanguage()
  const now = useNow()
  const { toast } = usePrompts()
  const { data, error, reload } = messages
  const { log, away, scrolled, toEnd, hold } = useStickyEnd(data?.entries)
  const [fetching, setFetching] = useState(false)

  if (!data) {
    return (
      <div className={classes.log}>
        {error ? <Failure what={t.failedMessages} error={error} retry={reload} /> : <LogSkeleton />}
      </div>
    )
  }

  const earlier = () => {
    setFetching(true)
    hold()
    messages
      .earlier()
      .catch((error: Error) => toast(t.failed(reasonOf(error, t))))
      .finally(() => setFetching(false))
  }

  return (
    <div className={classes.frame}>
      <div className={`${classes.log} scroll`} ref={log} onScroll={scrolled} role="log" aria-label={t.messages}>
        <div className={classes.column}>
          {data.more && (
            <Button className={classes.earlier} variant="default" size="xs" loading={fetching} onClick={earlier}>
              {t.earlier}
            </Button>
          )}
          {data.entries.length === 0 && (
            <div className={classes.empty}>
              <Empty text={t.emptyChat(chat.title)}>
                {chat.bot !== undefined && !data.blocked && (
                  <Button onClick={() => say('/start')}>{t.sendStart}</Button>
                )}
              </Empty>
            </div>
          )}
          {bubbles(data.entries, dayKey).map((bubble: Bubble) => (
            <Fragment key={bubble.entries[0].message.message_id}>
              {bubble.newDay && (
                <Text className={classes.day} size="xs" c="dimmed">
                  {dayName(new Date(bubble.entries[0].message.date * 1000), language, now)}
                </Text>
              )}
              <BubbleView bubble={bubble} chat={chat} me={me} bots={bots} say={say} reply={reply} edit={edit} />
            </Fragment>
          ))}
          {data.typing && (
            <div className={classes.typing} aria-hidden>
              <span />
              <span />
              <span />
            </div>
          )}
        </div>
      </div>
      {away && (
        <ActionIcon
          className={classes.latest}
          variant="default"
          size={44}
          radius="xl"
          aria-label={t.latest}
          onClick={toEnd}
        >
          <IconArrowDown size={20} stroke={1.5} />
        </ActionIcon>
      )}
    </div>
  )
}

/** Stays at the end while the reader is there, and does not move when they are reading further up. */
function useStickyEnd(entries: readonly Entry[] | undefined) {
  const element = useRef<HTMLDivElement>(null)
  const size = useElementSize<HTMLDivElement>()
  const log = useMergedRef(element, size.ref)
  const atEnd = useRef(true)
  const held = useRef<number>(undefined)
  const [away, setAway] = useState(false)

  const toEnd = () => {
    const log = element.current
    if (log) log.scrollTop = log.scrollHeight
  }
  const shape = useRef('')
  const scrolled = () => {
    const log = element.current
    if (!log) return
    // A turned phone or its keyboard scrolls too, before anything else hears of the new size: nobody has moved away.
    const seen = `${log.clientWidth} ${log.clientHeight}`
    if (seen !== shape.current) {
      shape.current = seen
      if (atEnd.current) return toEnd()
    }
    atEnd.current = log.scrollHeight - log.scrollTop - log.clientHeight < NEAR_PX
    setAway(!atEnd.current)
  }
  const hold = () => {
    const log = element.current
    if (log) held.current = log.scrollHeight - log.scrollTop
  }

  const first = entries?.[0]?.message.message_id
  useLayoutEffect(() => {
    const log = element.current
    if (log && held.current !== undefined) log.scrollTop = log.scrollHeight - held.current
    held.current = undefined
  }, [first])
  const mine = entries?.at(-1)?.outgoing ? entries.at(-1)?.message.message_id : undefined
  useLayoutEffect(() => {
    if (atEnd.current) toEnd()
  }, [entries, size.height, size.width])
  useEffect(toEnd, [mine])
  return { log, away, scrolled, toEnd, hold }
}

function LogSkeleton() {
  const t = useTexts()
  return (
    <div className={classes.column} role="status" aria-label={t.loading}>
      <Skeleton h={44} w="46%" mb={8} />
      <Skeleton h={80} w="58%" mb={16} />
      <Skeleton h={36} w="30%" mb={16} ml="auto" />
      <Skeleton h={64} w="52%" />
    </div>
  )
}
