import type { Message } from '@grammyjs/types'
import { useState } from 'react'
import { api } from '../api.ts'
import { useTexts } from '../language.tsx'
import classes from './Media.module.css'

const PHOTO_PX = 640
const HEIGHT_PX = 360

export function Photo({ message, inAlbum = false }: { message: Message; inAlbum?: boolean }) {
  const t = useTexts()
  const [broken, setBroken] = useState(false)
  const sizes = message.photo ?? []
  const photo = sizes.find((size) => size.width >= PHOTO_PX) ?? sizes.at(-1)
  const whole = sizes.at(-1)
  if (!photo || !whole) return null
  if (broken) return <div className={classes.broken}>{t.noPicture}</div>
  const shape = {
    width: Math.min(photo.width, (HEIGHT_PX * photo.width) / photo.height),
    aspectRatio: photo.width / photo.height,
  }
  return (
    <a className={classes.photo} href={api.fileUrl(whole.file_unique_id)} target="_blank" rel="noopener noreferrer">
      <img
        src={api.fileUrl(photo.file_unique_id)}
        {...(inAlbum ? {} : { style: shape })}
        alt={message.caption ?? t.photo}
        onError={() => setBroken(true)}
      />
    </a>
  )
}
