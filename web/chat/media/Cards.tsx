/** What is shown as a card: files, people, places, dice, stickers. */
import type { Message } from '@grammyjs/types'
import { Text } from '@mantine/core'
import { IconFile } from '@tabler/icons-react'
import { lazy, Suspense, useState } from 'react'
import { Avatar } from '../Avatar.tsx'
import { api } from '../api.ts'
import { useLanguage, useTexts } from '../language.tsx'
import { bytes } from '../time.ts'
import classes from './Media.module.css'

const PlaceMap = lazy(() => import('./PlaceMap.tsx'))

export function Document({ document }: { document: NonNullable<Message['document']> }) {
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

export function ContactCard({ contact }: { contact: NonNullable<Message['contact']> }) {
  const name = [contact.first_name, contact.last_name].filter(Boolean).join(' ')
  return (
    <div className={classes.card}>
      <Avatar id={contact.user_id ?? 0} name={name} size={40} />
      <span className={classes.lines}>
        <bdi className="clip" title={name}>
          {name}
        </bdi>
        <Text size="xs" c="dimmed" className="num">
          {contact.phone_number.startsWith('+') ? '' : '+'}
          {contact.phone_number}
        </Text>
      </span>
    </div>
  )
}

type Place = { location: NonNullable<Message['location']>; title?: string; address?: string; trail?: string }

export function PlaceCard({ location, title, address, trail }: Place) {
  const t = useTexts()
  const name = title ?? (location.live_period ? t.liveLocation : t.location)
  return (
    <div className={classes.place}>
      <Suspense fallback={<div className={classes.mapSpace} />}>
        <PlaceMap location={location} name={name} trail={trail} />
      </Suspense>
      <span className={classes.lines}>
        <bdi className="clip" title={name}>
          {name}
        </bdi>
        {address && (
          <Text size="xs" c="dimmed" className="clip" title={address}>
            <bdi>{address}</bdi>
          </Text>
        )}
        <Text size="xs" c="dimmed" className="num">
          {location.latitude.toFixed(5)}, {location.longitude.toFixed(5)}
        </Text>
      </span>
    </div>
  )
}

export function Dice({ dice }: { dice: NonNullable<Message['dice']> }) {
  const t = useTexts()
  return (
    <div className={classes.dice} role="img" aria-label={t.dice(dice.emoji, dice.value)}>
      <span aria-hidden>{dice.emoji}</span>
      <strong className="num" aria-hidden>
        {dice.value}
      </strong>
    </div>
  )
}

/** Its picture where the browser can show it, otherwise the emoji it stands for. */
export function Sticker({ sticker }: { sticker: NonNullable<Message['sticker']> }) {
  const t = useTexts()
  const [broken, setBroken] = useState(sticker.is_animated)
  const name = `${t.sticker} ${sticker.emoji ?? ''}`.trim()
  const url = api.fileUrl(sticker.file_unique_id)
  if (broken) {
    return (
      <div className={classes.sticker} role="img" aria-label={name}>
        {sticker.emoji ?? t.sticker}
      </div>
    )
  }
  if (sticker.is_video) {
    return (
      <video
        className={classes.stickerPicture}
        src={url}
        autoPlay
        loop
        muted
        playsInline
        aria-label={name}
        onError={() => setBroken(true)}
      />
    )
  }
  return <img className={classes.stickerPicture} src={url} alt={name} onError={() => setBroken(true)} />
}
