import { Text } from '@mantine/core'
import classes from './BubbleView.module.css'
import type { Bubble } from './bubbles.ts'
import { isService } from './bubbles.ts'
import { InlineKeyboard } from './InlineKeyboard.tsx'
import { useTexts } from './language.tsx'
import { Media } from './Media.tsx'
import { MessageMenu } from './MessageMenu.tsx'
import { Moment } from './Moment.tsx'
import { senderName } from './names.ts'
import { preview, service } from './preview.ts'
import { RichText } from './RichText.tsx'
import type { Bot, Chat, Entry, Person } from './types.ts'

type Props = {
  bubble: Bubble
  chat: Chat
  me: Person
  bots: readonly Bot[]
  say: (text: string) => void
  reply: (entry: Entry) => void
  edit: (entry: Entry) => void
}

export function BubbleView({ bubble, chat, me, bots, say, reply, edit }: Props) {
  const t = useTexts()
  const { entries, first, last } = bubble
  const [entry] = entries
  const { message, outgoing } = entry
  if (isService(message)) {
    return (
      <Text className={classes.service} size="xs" c="dimmed">
        <bdi>{service(message, t)}</bdi>
      </Text>
    )
  }
  const worded = entries.find(({ message }) => message.text ?? message.caption)?.message
  const edited = entries.some((entry) => entry.edited)
  return (
    <article
      className={classes.turn}
      data-mine={outgoing || undefined}
      data-first={first || undefined}
      data-last={last || undefined}
      aria-label={senderName(message)}
    >
      <div className={classes.bubble}>
        {first && !outgoing && chat.type !== 'private' && (
          <bdi className={classes.sender} style={{ '--hue': hue(message.from?.id ?? 0) }}>
            {senderName(message)}
          </bdi>
        )}
        {message.reply_to_message && (
          <div className={classes.quote}>
            <bdi className={`${classes.quoteName} clip`}>{senderName(message.reply_to_message)}</bdi>
            <bdi className="clip">{preview(message.reply_to_message, t)}</bdi>
          </div>
        )}
        <Media messages={entries.map(({ message }) => message)} />
        <div className={classes.words} dir="auto">
          {worded && (
            <RichText
              text={worded.text ?? worded.caption ?? ''}
              entities={worded.entities ?? worded.caption_entities}
              bots={bots}
              me={me}
              say={say}
            />
          )}
          <span className={classes.meta}>
            {edited && `${t.edited} `}
            <Moment date={new Date(message.date * 1000)} />
          </span>
        </div>
        <MessageMenu
          entry={entry}
          reply={() => reply(entry)}
          edit={outgoing && message.text ? () => edit(entry) : undefined}
        />
      </div>
      {entries.map((entry) => (
        <InlineKeyboard key={entry.message.message_id} entry={entry} me={me} chat={chat} />
      ))}
    </article>
  )
}

const hue = (id: number) => Math.round((Math.abs(id) * 137.508) % 360)
