/** One chat: its messages, what the bot offers to press, and the place to write. */

import { Button, Text } from '@mantine/core'
import { type DragEvent, lazy, Suspense, useEffect, useState } from 'react'
import { AskForms, type Asking } from './AskForms.tsx'
import { api } from './api.ts'
import type { AppButton } from './apps/app.ts'
import { ChatHeader } from './ChatHeader.tsx'
import classes from './ChatView.module.css'
import { Composer } from './Composer.tsx'
import { ForwardForm } from './ForwardForm.tsx'
import { reasonOf } from './failure.ts'
import { useTexts } from './language.tsx'
import { MessageLog } from './MessageLog.tsx'
import { type Passing, PassOn } from './PassOn.tsx'
import { PinnedBar } from './PinnedBar.tsx'
import { usePrompts } from './prompts.tsx'
import { ReplyKeyboard } from './ReplyKeyboard.tsx'
import type { Target } from './target.ts'
import { Topics } from './topics/Topics.tsx'
import { threadFor, topicNamed } from './topics/topicOf.ts'
import { useTopics } from './topics/useTopics.ts'
import type { Bot, Chat, Entry, Person } from './types.ts'
import { useChatActs } from './useChatActs.ts'
import { useMessages } from './useMessages.ts'
import { useRead } from './useRead.ts'

const AppSheet = lazy(() => import('./apps/AppSheet.tsx'))

type Props = {
  chat: Chat
  topic: number | undefined
  me: Person
  bots: readonly Bot[]
  inspect: (() => void) | undefined
  read: () => void
}

export function ChatView({ chat, topic, me, bots, inspect, read }: Props) {
  const t = useTexts()
  const { toast, confirm } = usePrompts()
  const messages = useMessages(me.id, chat.id, topic)
  const { data, put } = messages
  const { topics, reload: reloadTopics } = useTopics(me.id, chat)
  const bot = bots.find((bot) => bot.id === chat.bot)
  const thread = threadFor(chat, topic)
  const [target, setTarget] = useState<Target>()
  const [forwarding, setForwarding] = useState<Entry>()
  const [dropped, setDropped] = useState<readonly File[]>([])
  const [dragging, setDragging] = useState(false)
  const [app, setApp] = useState<AppButton>()
  const [passing, setPassing] = useState<Passing>()
  const [asking, setAsking] = useState<Asking>()
  const [folded, setFolded] = useState(false)
  const keyboard = data?.reply_keyboard ?? null
  const keyboardKey = JSON.stringify(keyboard)
  const acts = useChatActs({
    me: me.id,
    chat: chat.id,
    thread,
    messages,
    setTarget,
    forward: setForwarding,
    openApp: setApp,
    passOn: setPassing,
  })
  useRead({ person: me.id, chat: chat.id, thread: topic }, data?.entries ?? [], () => {
    read()
    reloadTopics()
  })

  useEffect(() => setFolded(false), [keyboardKey])

  const failed = (error: Error) => toast(t.failed(reasonOf(error, t)))
  const block = (blocked: boolean) => {
    api.block(me.id, chat.id, blocked).then(messages.refresh, failed)
  }
  const shareContact = async (label: string) => {
    if (await confirm(t.contactAsked(chat.title), t.shareContact))
      api.share(me.id, chat.id, label, {}).then(put, failed)
  }
  const editLast = () => {
    const mine = data?.entries.findLast((entry) => entry.outgoing && entry.message.text !== undefined)
    if (mine) setTarget({ kind: 'edit', entry: mine })
  }
  const drag = (event: DragEvent, over: boolean) => {
    if (!event.dataTransfer.types.includes('Files')) return
    event.preventDefault()
    setDragging(over)
  }

  return (
    <section
      className={classes.chat}
      aria-label={chat.title}
      onDragOver={(event) => drag(event, true)}
      onDragLeave={(event) => drag(event, false)}
      onDrop={(event) => {
        drag(event, false)
        setDropped([...event.dataTransfer.files])
      }}
    >
      <ChatHeader
        chat={chat}
        me={me}
        bot={bot}
        bots={bots}
        typing={data?.typing ?? null}
        blocked={data?.blocked ?? false}
        block={block}
        inspect={inspect}
      />
      {chat.topics && <Topics chat={chat} me={me} topics={topics} open={topic} reload={reloadTopics} />}
      <PinnedBar pinned={data?.pinned ?? []} />
      <MessageLog
        messages={messages}
        chat={chat}
        me={me}
        bots={bots}
        acts={acts}
        topics={topics}
        open={topic === undefined ? undefined : topicNamed(topics, topic)}
      />
      {data?.blocked ? (
        <div className={classes.blocked}>
          <Text c="dimmed">{t.blocked(chat.title)}</Text>
          <Button variant="default" onClick={() => block(false)}>
            {t.unblock}
          </Button>
        </div>
      ) : (
        <>
          <Composer
            me={me}
            chat={chat}
            thread={thread}
            commands={commandsOf(chat, bot, bots)}
            bots={bots}
            menu={bot?.menu === undefined ? undefined : { text: bot.menu, open: () => setApp({}) }}
            target={target}
            setTarget={setTarget}
            editLast={editLast}
            dropped={dropped}
            placeholder={keyboard?.input_field_placeholder}
            keyboard={keyboard ? { folded, fold: () => setFolded(!folded) } : undefined}
            ask={(what) => setAsking({ what })}
            sent={put}
          />
          {keyboard && !folded && (
            <ReplyKeyboard
              markup={keyboard}
              say={acts.say}
              ask={setAsking}
              share={(label) => {
                void shareContact(label)
              }}
              openApp={(label) => setApp({ label })}
              used={() => keyboard.one_time_keyboard && setFolded(true)}
            />
          )}
        </>
      )}
      {dragging && <div className={classes.drop}>{t.dropHere}</div>}
      <ForwardForm entry={forwarding} me={me.id} chat={chat.id} close={() => setForwarding(undefined)} />
      <PassOn passing={passing} me={me.id} close={() => setPassing(undefined)} />
      {app && (
        <Suspense>
          <AppSheet button={app} chat={chat} me={me} bots={bots} passOn={setPassing} close={() => setApp(undefined)} />
        </Suspense>
      )}
      <AskForms asking={asking} me={me} chat={chat} thread={thread} close={() => setAsking(undefined)} put={put} />
    </section>
  )
}

/** In a group a command says whom it is for. */
function commandsOf(chat: Chat, bot: Bot | undefined, bots: readonly Bot[]) {
  if (bot) return bot.commands
  if (chat.type === 'private') return []
  return bots
    .filter((bot) => bot.built)
    .flatMap((bot) =>
      bot.commands.map(({ command, description }) => ({ command: `${command}@${bot.username}`, description })),
    )
}
