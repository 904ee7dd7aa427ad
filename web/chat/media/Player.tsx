/** A sound with one button, its shape and its time: voice messages and music. */
import { ActionIcon, Text } from '@mantine/core'
import { IconPlayerPauseFilled, IconPlayerPlayFilled } from '@tabler/icons-react'
import { type ReactNode, useRef, useState } from 'react'
import { api } from '../api.ts'
import { useTexts } from '../language.tsx'
import { duration } from '../time.ts'
import classes from './Player.module.css'
import { type Peaks, usePeaks } from './peaks.ts'

type Props = { id: string; name: string; seconds: number; shape: boolean; children?: ReactNode }

export function Player({ id, name, seconds, shape, children }: Props) {
  const t = useTexts()
  const sound = useRef<HTMLAudioElement>(null)
  const [playing, setPlaying] = useState(false)
  const [at, setAt] = useState(0)
  const [broken, setBroken] = useState(false)
  const peaks = usePeaks(shape ? api.fileUrl(id) : undefined)
  const whole = seconds || sound.current?.duration || 0

  const toggle = () => {
    const audio = sound.current
    if (!audio) return
    if (playing) audio.pause()
    else audio.play().catch(() => setBroken(true))
  }
  const seek = (to: number) => {
    if (sound.current) sound.current.currentTime = to
    setAt(to)
  }

  return (
    <div className={classes.player}>
      {/* biome-ignore lint/a11y/useMediaCaption: a chat's sound comes without captions */}
      <audio
        ref={sound}
        src={api.fileUrl(id)}
        preload="metadata"
        onPlay={() => setPlaying(true)}
        onPause={() => setPlaying(false)}
        onEnded={() => setAt(0)}
        onTimeUpdate={(event) => setAt(event.currentTarget.currentTime)}
        onError={() => setBroken(true)}
      />
      <ActionIcon
        size={44}
        radius="xl"
        disabled={broken}
        aria-label={(playing ? t.pause : t.play)(name)}
        onClick={toggle}
      >
        {playing ? <IconPlayerPauseFilled size={18} /> : <IconPlayerPlayFilled size={18} />}
      </ActionIcon>
      <div className={classes.side}>
        {children}
        <div className={classes.way}>
          {shape ? <Wave peaks={peaks} done={whole ? at / whole : 0} /> : <Line done={whole ? at / whole : 0} />}
          <input
            type="range"
            className={classes.seek}
            min={0}
            max={Math.max(1, whole)}
            step={0.1}
            value={at}
            disabled={broken}
            aria-label={t.position(name)}
            aria-valuetext={duration(at)}
            onChange={(event) => seek(Number(event.currentTarget.value))}
          />
        </div>
        <Text size="xs" c="dimmed" className="num">
          {broken ? t.noSound : at > 0 ? `${duration(at)} / ${duration(whole)}` : duration(whole)}
        </Text>
      </div>
    </div>
  )
}

/** Low and even until the sound is read. */
function Wave({ peaks, done }: { peaks: Peaks; done: number }) {
  return (
    <svg className={classes.wave} viewBox={`0 0 ${peaks.length * 4} 24`} preserveAspectRatio="none" aria-hidden>
      {peaks.map((peak, at) => {
        const height = Math.max(2, peak * 24)
        return (
          <rect
            key={at}
            x={at * 4}
            y={12 - height / 2}
            width={2.6}
            height={height}
            rx={1}
            data-done={at / peaks.length < done || undefined}
          />
        )
      })}
    </svg>
  )
}

function Line({ done }: { done: number }) {
  return (
    <span className={classes.line}>
      <span style={{ width: `${Math.round(done * 100)}%` }} />
    </span>
  )
}
