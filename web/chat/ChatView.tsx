/** One chat: its messages, what the bot offers to press, and the place to write. */

import { Button, Text } from '@mantine/core'
import { type DragEvent, useEffect, useState } from 'react'
import { api } from './api.ts'
import { ChatHeader } from './ChatHeader.tsx'
import classes from './ChatView.module.css'
import { Composer } from './Composer.tsx'
import { reasonOf } from './failure.ts'
import { LocationForm } from './LocationForm.tsx'
import { useTexts } from './language.tsx'
import { MessageLog } from './MessageLog.tsx'
import { usePrompts } from './prompts.tsx'
import { ReplyKeyboard } from './ReplyKeyboard.tsx'
import type { Target } from './target.ts'
import type { Bot, Chat, Entry, Person } from './types.ts'
import { useMessages } from './useMessages.ts'
import { useRead } from './useRead.ts'

type Props = { chat: Chat; me: Person; bots: readonly Bot[]; inspect: (() => void) | undefined; read: () => void }

export function ChatView({ chat, me, bots, inspect, read }: Props) {
  const t = useTexts()
  const { toast } = usePrompts()
  const messages = useMessages(me.id, chat.id)
  const { data, put } = messages
  const bot = bots.find((bot) => bot.id === chat.bot)
  const [target, setTarget] = useState<Target>()
  const [dropped, setDropped] = useState<File>()
  const [dragging, setDragging] = useState(false)
  const [locating, setLocating] = useState(false)
  const [folded, setFolded] = useState(false)
  const keyboard = data?.reply_keyboard ?? null
  const keyboardKey = JSON.stringify(keyboard)
  useRead(me.id, chat.id, data?.entries.at(-1), read)

  useEffect(() => setFolded(false), [keyboardKey])

  const failed = (error: Error) => toast(t.failed(reasonOf(error, t)))
  const say = (text: string) => {
    api.say(me.id, chat.id, text).then(put, failed)
  }
  const block = (blocked: boolean) => {
    api.block(me.id, chat.id, blocked).then(messages.refresh, failed)
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
        setDropped(event.dataTransfer.files[0])
      }}
    >
      <ChatHeader
        chat={chat}
        me={me}
        bot={bot}
        typing={data?.typing ?? null}
        blocked={data?.blocked ?? false}
        block={block}
        inspect={inspect}
      />
      <MessageLog
        messages={messages}
        chat={chat}
        me={me}
        bots={bots}
        say={say}
        reply={(entry: Entry) => setTarget({ kind: 'reply', entry })}
        edit={(entry: Entry) => setTarget({ kind: 'edit', entry })}
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
            commands={commandsOf(chat, bot, bots)}
            target={target}
            setTarget={setTarget}
            editLast={editLast}
            dropped={dropped}
            placeholder={keyboard?.input_field_placeholder}
            keyboard={keyboard ? { folded, fold: () => setFolded(!folded) } : undefined}
            sent={put}
          />
          {keyboard && !folded && (
            <ReplyKeyboard
              markup={keyboard}
              say={say}
              locate={() => setLocating(true)}
              used={() => keyboard.one_time_keyboard && setFolded(true)}
            />
          )}
        </>
      )}
      {dragging && <div className={classes.drop}>{t.dropHere}</div>}
      <LocationForm
        opened={locating}
        close={() => setLocating(false)}
        send={(latitude, longitude) => {
          api.locate(me.id, chat.id, latitude, longitude).then(put, failed)
        }}
      />
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
