import { IconMovie } from '@tabler/icons-react'
import { type CSSProperties, useState } from 'react'
import { api } from '../api.ts'
import { useTexts } from '../language.tsx'
import { duration } from '../time.ts'
import classes from './Media.module.css'

type Moving = {
  file_unique_id: string
  width?: number
  height?: number
  duration: number
  thumbnail?: { file_unique_id: string } | undefined
}

type Props = { film: Moving; name: string; as?: 'film' | 'loop' | 'album' }

/** A video, or an animation that repeats without a sound. */
export function Film({ film, name, as = 'film' }: Props) {
  const [broken, setBroken] = useState(false)
  const ratio = film.width && film.height ? film.width / film.height : 16 / 9
  const style: CSSProperties = as === 'album' ? {} : { aspectRatio: ratio, width: Math.min(420, 360 * ratio) }
  if (broken) return <NotPlayed film={film} name={name} style={style} />
  return (
    <video
      className={as === 'album' ? classes.filmInAlbum : classes.film}
      style={style}
      src={api.fileUrl(film.file_unique_id)}
      {...(film.thumbnail ? { poster: api.fileUrl(film.thumbnail.file_unique_id) } : {})}
      controls
      preload="metadata"
      aria-label={name}
      {...(as === 'loop' ? { loop: true, muted: true, playsInline: true } : {})}
      onError={() => setBroken(true)}
    />
  )
}

/** Round, as a video message is. */
export function RoundFilm({ film, name }: { film: Moving; name: string }) {
  const [broken, setBroken] = useState(false)
  if (broken) return <NotPlayed film={film} name={name} style={{}} round />
  return (
    // biome-ignore lint/a11y/useMediaCaption: a chat's film comes without captions
    <video
      className={classes.round}
      src={api.fileUrl(film.file_unique_id)}
      controls
      preload="metadata"
      aria-label={name}
      onError={() => setBroken(true)}
    />
  )
}

function NotPlayed({ film, name, style, round = false }: Props & { style: CSSProperties; round?: boolean }) {
  const t = useTexts()
  return (
    <div className={round ? classes.round : classes.film} style={style} data-empty role="img" aria-label={name}>
      <span className={classes.notPlayed} title={t.noFilm}>
        <IconMovie size={24} stroke={1.5} aria-hidden />
        <span className="num">
          {name} · {duration(film.duration)}
        </span>
      </span>
    </div>
  )
}
