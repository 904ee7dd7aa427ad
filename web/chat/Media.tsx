/** What a message carries besides words. The server gives the bytes under the file's unique id. */
import type { Message } from '@grammyjs/types'
import { Text } from '@mantine/core'
import { IconFile, IconMapPin, IconUser } from '@tabler/icons-react'
import { api } from './api.ts'
import { isService } from './bubbles.ts'
import { useLanguage, useTexts } from './language.tsx'
import classes from './Media.module.css'
import { bytes } from './time.ts'

const PHOTO_PX = 640
const HEIGHT_PX = 360

export function Media({ messages }: { messages: readonly Message[] }) {
  const photos = messages.filter((message) => message.photo)
  if (photos.length > 1) {
    return (
      <div className={classes.album} data-count={Math.min(photos.length, 4)}>
        {photos.map((message) => (
          <Photo key={message.message_id} message={message} />
        ))}
      </div>
    )
  }
  return messages.map((message) => <One key={message.message_id} message={message} />)
}

function One({ message }: { message: Message }) {
  const t = useTexts()
  if (message.photo) return <Photo message={message} />
  if (message.animation) return <Film id={message.animation.file_unique_id} name={t.video} />
  if (message.video) return <Film id={message.video.file_unique_id} name={t.video} />
  if (message.video_note) return <Film id={message.video_note.file_unique_id} name={t.video} />
  if (message.voice) return <Sound id={message.voice.file_unique_id} name={t.voice} />
  if (message.audio) return <Sound id={message.audio.file_unique_id} name={message.audio.title ?? t.audio} />
  if (message.document) return <Document document={message.document} />
  if (message.sticker) return <div className={classes.sticker}>{message.sticker.emoji ?? t.sticker}</div>
  if (message.location) return <Place location={message.location} />
  if (message.contact) {
    return (
      <div className={classes.card}>
        <IconUser size={20} stroke={1.5} aria-hidden />
        <span>
          <bdi>{message.contact.first_name}</bdi>
          <Text size="xs" c="dimmed">
            {message.contact.phone_number}
          </Text>
        </span>
      </div>
    )
  }
  if (message.text !== undefined || isService(message)) return null
  return <Text c="dimmed">{t.notDrawn(kindOf(message))}</Text>
}

function Photo({ message }: { message: Message }) {
  const t = useTexts()
  const sizes = message.photo ?? []
  const photo = sizes.find((size) => size.width >= PHOTO_PX) ?? sizes.at(-1)
  const whole = sizes.at(-1)
  if (!photo || !whole) return null
  return (
    <a className={classes.photo} href={api.fileUrl(whole.file_unique_id)} target="_blank" rel="noopener noreferrer">
      <img
        src={api.fileUrl(photo.file_unique_id)}
        style={{
          width: Math.min(photo.width, (HEIGHT_PX * photo.width) / photo.height),
          aspectRatio: photo.width / photo.height,
        }}
        alt={message.caption ?? t.photo}
      />
    </a>
  )
}

function Film({ id, name }: { id: string; name: string }) {
  // biome-ignore lint/a11y/useMediaCaption: a chat's film comes without captions
  return <video className={classes.film} src={api.fileUrl(id)} controls preload="metadata" aria-label={name} />
}

function Sound({ id, name }: { id: string; name: string }) {
  // biome-ignore lint/a11y/useMediaCaption: a chat's sound comes without captions
  return <audio className={classes.sound} src={api.fileUrl(id)} controls preload="metadata" aria-label={name} />
}

function Document({ document }: { document: NonNullable<Message['document']> }) {
  const t = useTexts()
  const language = useLanguage()
  const name = document.file_name ?? t.file
  return (
    <a
      className={classes.card}
      href={api.fileUrl(document.file_unique_id)}
      download={name}
      title={`${t.download}: ${name}`}
    >
      <span className={classes.icon}>
        <IconFile size={20} stroke={1.5} aria-hidden />
      </span>
      <span className={classes.lines}>
        <bdi className="clip">{name}</bdi>
        <Text size="xs" c="dimmed" className="num">
          {document.file_size === undefined ? t.file : bytes(document.file_size, language)}
        </Text>
      </span>
    </a>
  )
}

function Place({ location }: { location: NonNullable<Message['location']> }) {
  const t = useTexts()
  return (
    <div className={classes.card}>
      <span className={classes.icon}>
        <IconMapPin size={20} stroke={1.5} aria-hidden />
      </span>
      <span className={classes.lines}>
        <span>{location.live_period ? t.liveLocation : t.location}</span>
        <Text size="xs" c="dimmed" className="num">
          {location.latitude.toFixed(5)}, {location.longitude.toFixed(5)}
        </Text>
      </span>
    </div>
  )
}

const notContent = new Set(['message_id', 'date', 'chat', 'from', 'caption', 'caption_entities', 'reply_markup'])

function kindOf(message: Message): string {
  return Object.keys(message).find((key) => !notContent.has(key) && !/^(is_|has_|via_|reply_|edit_)/.test(key)) ?? '?'
}
