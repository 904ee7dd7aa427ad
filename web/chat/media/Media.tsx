/** What a message carries besides words. The server gives the bytes under the file's unique id. */
import type { Message } from '@grammyjs/types'
import { Text } from '@mantine/core'
import { lazy, Suspense } from 'react'
import { isService } from '../bubbles.ts'
import { useTexts } from '../language.tsx'
import type { Entry, Person } from '../types.ts'
import { Album } from './Album.tsx'
import { ContactCard, Dice, Document, PlaceCard, Sticker } from './Cards.tsx'
import { Film, RoundFilm } from './Film.tsx'
import { Photo } from './Photo.tsx'
import { Player } from './Player.tsx'
import { Veil } from './Veil.tsx'

const PollView = lazy(() => import('./PollView.tsx'))

type Props = { entries: readonly Entry[]; me: Person; chat: number }

export function Media({ entries, me, chat }: Props) {
  const seen = entries.filter(({ message }) => message.photo || message.video)
  if (seen.length > 1) return <Album messages={seen.map(({ message }) => message)} />
  return entries.map((entry) => (
    <Veil key={entry.message.message_id} hidden={entry.message.has_media_spoiler ?? false}>
      <One entry={entry} me={me} chat={chat} />
    </Veil>
  ))
}

function One({ entry, me, chat }: { entry: Entry; me: Person; chat: number }) {
  const t = useTexts()
  const { message } = entry
  if (message.photo) return <Photo message={message} />
  if (message.animation) return <Film film={message.animation} name={t.animation} as="loop" />
  if (message.video) return <Film film={message.video} name={t.video} />
  if (message.video_note) return <RoundFilm film={message.video_note} name={t.videoNote} />
  if (message.voice) {
    return <Player id={message.voice.file_unique_id} name={t.voice} seconds={message.voice.duration} shape />
  }
  if (message.audio) return <Music audio={message.audio} />
  if (message.document) return <Document document={message.document} />
  if (message.sticker) return <Sticker sticker={message.sticker} />
  if (message.venue) return <PlaceCard {...message.venue} />
  if (message.location) {
    return <PlaceCard location={message.location} trail={`${chat} ${message.message_id}`} />
  }
  if (message.contact) return <ContactCard contact={message.contact} />
  if (message.dice) return <Dice dice={message.dice} />
  if (message.poll) {
    return (
      <Suspense fallback={<div style={{ minHeight: 160 }} />}>
        <PollView poll={message.poll} me={me} chat={chat} mine={entry.chosen} />
      </Suspense>
    )
  }
  if (message.text !== undefined || isService(message)) return null
  return <Text c="dimmed">{t.notDrawn(kindOf(message))}</Text>
}

function Music({ audio }: { audio: NonNullable<Message['audio']> }) {
  const t = useTexts()
  const name = audio.title ?? audio.file_name ?? t.audio
  return (
    <Player id={audio.file_unique_id} name={name} seconds={audio.duration} shape={false}>
      <bdi className="clip" title={name}>
        {name}
      </bdi>
      {audio.performer && (
        <Text size="xs" c="dimmed" className="clip">
          <bdi>{audio.performer}</bdi>
        </Text>
      )}
    </Player>
  )
}

const notContent = new Set(['message_id', 'date', 'chat', 'from', 'caption', 'caption_entities', 'reply_markup'])

function kindOf(message: Message): string {
  return Object.keys(message).find((key) => !notContent.has(key) && !/^(is_|has_|via_|reply_|edit_)/.test(key)) ?? '?'
}
