import { Text } from '@mantine/core'
import { IconLock } from '@tabler/icons-react'
import classes from './BubbleView.module.css'
import type { Bubble } from './bubbles.ts'
import { isService } from './bubbles.ts'
import type { ChatActs } from './chatActs.ts'
import { InlineKeyboard } from './InlineKeyboard.tsx'
import { useTexts } from './language.tsx'
import { MessageMenu } from './MessageMenu.tsx'
import { Moment } from './Moment.tsx'
import { Media } from './media/Media.tsx'
import { originName, senderName } from './names.ts'
import { preview } from './preview.ts'
import { Quote } from './Quote.tsx'
import { Reactions } from './Reactions.tsx'
import { RichText } from './RichText.tsx'
import { service } from './service.ts'
import type { Bot, Chat, Person } from './types.ts'

type Props = { bubble: Bubble; chat: Chat; me: Person; bots: readonly Bot[]; acts: ChatActs; topic: string | undefined }

export function BubbleView({ bubble, chat, me, bots, acts, topic }: Props) {
  const t = useTexts()
  const { entries, first, last } = bubble
  const [entry] = entries
  const { message, outgoing } = entry
  const id = `message-${message.message_id}`
  if (entry.deleted) return <Line id={id} words={t.deleted} />
  if (isService(message)) return <Line id={id} words={service(message, t, preview)} />
  const worded = entries.find(({ message }) => message.text ?? message.caption)?.message
  // A place that moves is always edited; nobody changed its words.
  const edited = entries.some(({ edited, message }) => edited && !message.location)
  const words = worded && (
    <RichText
      text={worded.text ?? worded.caption ?? ''}
      entities={worded.entities ?? worded.caption_entities}
      bots={bots}
      me={me}
      say={acts.say}
    />
  )
  const above = message.show_caption_above_media === true
  return (
    <article
      id={id}
      className={classes.turn}
      data-mine={outgoing || undefined}
      data-first={first || undefined}
      data-last={last || undefined}
      aria-label={senderName(message)}
    >
      <div className={classes.bubble} data-bare={isBare(message) || undefined}>
        {first && !outgoing && chat.type !== 'private' && (
          <bdi className={classes.sender} style={{ '--hue': hue(message.sender_chat?.id ?? message.from?.id ?? 0) }}>
            {senderName(message)}
            {message.author_signature && <span className={classes.role}>{message.author_signature}</span>}
            {message.sender_tag && <span className={classes.role}>{message.sender_tag}</span>}
          </bdi>
        )}
        {topic && <span className={classes.topic}># {topic}</span>}
        {message.forward_origin && (
          <div className={classes.forwarded}>
            <bdi className="clip">{t.forwardedFrom(originName(message.forward_origin))}</bdi>
          </div>
        )}
        {message.via_bot?.username && <div className={classes.forwarded}>{t.viaBot(message.via_bot.username)}</div>}
        <Quote message={message} />
        {above && words && (
          <div className={classes.words} dir="auto">
            {words}
          </div>
        )}
        <Media entries={entries} me={me} chat={chat.id} />
        <div className={classes.words} dir="auto" data-words>
          {!above && words}
          <span className={classes.meta}>
            {message.has_protected_content && (
              <span role="img" aria-label={t.protectedContent} title={t.protectedContent}>
                <IconLock size={12} />
              </span>
            )}
            {edited && `${t.edited} `}
            <Moment date={new Date(message.date * 1000)} />
          </span>
        </div>
        <Reactions entry={entry} react={acts.react} />
        <MessageMenu entry={entry} acts={acts} />
      </div>
      {entries.map((entry) => (
        <InlineKeyboard key={entry.message.message_id} entry={entry} me={me} chat={chat} acts={acts} />
      ))}
    </article>
  )
}

function Line({ id, words }: { id: string; words: string }) {
  return (
    <Text id={id} className={classes.service} size="xs" c="dimmed">
      <bdi>{words}</bdi>
    </Text>
  )
}

/** Stickers, dice and round films stand without a bubble around them. */
const isBare = ({ sticker, dice, video_note }: Bubble['entries'][0]['message']) =>
  sticker !== undefined || dice !== undefined || video_note !== undefined

const hue = (id: number) => Math.round((Math.abs(id) * 137.508) % 360)
