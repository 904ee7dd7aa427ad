/** The page: people and chats on the left, the chat in the middle, the inspector on the right. */
import { Button, Drawer } from '@mantine/core'
import { useDocumentTitle, useMediaQuery } from '@mantine/hooks'
import { lazy, Suspense, useCallback, useState } from 'react'
import { Banner } from './Banner.tsx'
import { ChatList } from './ChatList.tsx'
import { ChatView } from './ChatView.tsx'
import { KeysHelp } from './KeysHelp.tsx'
import { useKeys } from './keyboard.ts'
import { ListSkeleton } from './ListSkeleton.tsx'
import { useTexts } from './language.tsx'
import { useEvent } from './live.tsx'
import { useRemembered, writeDraft } from './memory.ts'
import { fullName } from './names.ts'
import { People } from './People.tsx'
import { go, type Place } from './place.ts'
import { PromptsProvider } from './prompts.tsx'
import classes from './Shell.module.css'
import { Empty, Failure } from './States.tsx'
import { TopBar } from './TopBar.tsx'
import type { Bot, Chat, Person, World } from './types.ts'
import { useChats } from './useChats.ts'
import { Welcome } from './Welcome.tsx'
import { WalkStrip } from './walks/WalkStrip.tsx'

const Inspector = lazy(() => import('./inspector/Inspector.tsx'))

type Props = { world: World; me: Person; place: Place; reloadWorld: () => void }

export function Shell({ world, me, place, reloadWorld }: Props) {
  const t = useTexts()
  const wide = useMediaQuery('(min-width: 1200px)', undefined, { getInitialValueInEffect: false }) ?? false
  const narrow = useMediaQuery('(max-width: 767px)', undefined, { getInitialValueInEffect: false }) ?? false
  const [remembered, setRemembered] = useRemembered('inspector')
  const [sheet, setSheet] = useState(false)
  const [help, setHelp] = useState(false)
  const chats = useChats(me.id)
  useEvent('person', reloadWorld)
  useEvent('bots', reloadWorld)
  useEvent('clock', reloadWorld)
  useEvent('resync', reloadWorld)

  const inspecting = wide ? remembered !== 'closed' : sheet
  const toggleInspector = useCallback(() => {
    if (wide) setRemembered(inspecting ? 'closed' : 'open')
    else setSheet(!inspecting)
  }, [wide, inspecting, setRemembered])

  const openBot = useCallback(
    (bot: number, text: string | undefined, as = me.id) => {
      if (text !== undefined) writeDraft(as, bot, text)
      go({ as, chat: bot })
    },
    [me.id],
  )

  const chat =
    place.chat === undefined
      ? undefined
      : chatOf(
          place.chat,
          chats.data?.map((row) => row.chat),
          world.bots,
        )
  const unread = (chats.data ?? []).reduce((sum, row) => sum + row.unread, 0)
  useDocumentTitle(title(unread, chat, me))
  useKeys({ help: () => setHelp(true), inspector: toggleInspector, back: () => go({ as: me.id, chat: undefined }) })

  const inChat = place.chat !== undefined
  // On a phone the list of chats is all there is to see.
  const Left = narrow && !inChat ? 'main' : 'nav'
  const inspector = (
    <Suspense fallback={<ListSkeleton />}>
      <Inspector bots={world.bots} />
    </Suspense>
  )

  return (
    <PromptsProvider bots={world.bots} openBot={openBot}>
      <div className={classes.shell} data-in-chat={inChat || undefined}>
        <TopBar me={me} inspecting={inspecting} toggleInspector={toggleInspector} showKeys={() => setHelp(true)} />
        <Banner />
        <WalkStrip />
        <div className={classes.columns} data-inspecting={(wide && inspecting) || undefined}>
          <Left className={classes.left} aria-label={t.chats}>
            <People people={world.people} me={me} added={reloadWorld} />
            <div className={`${classes.leftScroll} scroll`}>
              <ChatList chats={chats} me={me} open={place.chat} bots={world.bots} />
              {narrow && <Welcome bots={world.bots} people={world.people} openBot={openBot} narrow />}
            </div>
          </Left>
          <main className={classes.centre}>
            {chat ? (
              <ChatView
                key={`${me.id} ${chat.id}`}
                chat={chat}
                topic={chat.topics && place.topic}
                me={me}
                bots={world.bots}
                inspect={narrow ? toggleInspector : undefined}
                read={chats.reload}
              />
            ) : inChat && chats.data ? (
              <Empty text={t.noSuchChat}>
                <Button onClick={() => go({ as: me.id, chat: undefined })}>{t.back}</Button>
              </Empty>
            ) : inChat && !chats.error ? (
              <ListSkeleton />
            ) : inChat ? (
              <Failure what={t.failedChats} error={chats.error} retry={chats.reload} />
            ) : (
              !narrow && <Welcome bots={world.bots} people={world.people} openBot={openBot} />
            )}
          </main>
          {wide && inspecting && <aside className={classes.right}>{inspector}</aside>}
        </div>
      </div>
      <Drawer
        opened={!wide && inspecting}
        onClose={toggleInspector}
        position={narrow ? 'bottom' : 'right'}
        size={narrow ? '85%' : 440}
        title={t.inspector}
        closeButtonProps={{ 'aria-label': t.close }}
        padding={0}
        styles={{ header: { padding: '8px 16px', minHeight: 48 }, body: { height: 'calc(100% - 48px)' } }}
      >
        {inspector}
      </Drawer>
      <KeysHelp opened={help} close={() => setHelp(false)} />
    </PromptsProvider>
  )
}

/** A bot can be written to before any chat with it has begun. */
function chatOf(id: number, chats: Chat[] | undefined, bots: readonly Bot[]): Chat | undefined {
  const begun = chats?.find((chat) => chat.id === id)
  if (begun) return begun
  const bot = bots.find((bot) => bot.id === id && bot.built)
  return bot && { id: bot.id, type: 'private', title: bot.first_name, bot: bot.id }
}

function title(unread: number, chat: Chat | undefined, me: Person): string {
  const parts = [chat?.title, fullName(me), 'Posthouse'].filter((part) => part !== undefined)
  return `${unread > 0 ? `(${unread}) ` : ''}${parts.join(' · ')}`
}
