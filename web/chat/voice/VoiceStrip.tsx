/** Recording a voice message. Loaded when somebody first records. */
import { ActionIcon, Text } from '@mantine/core'
import { IconArrowUp, IconTrash } from '@tabler/icons-react'
import { type PointerEvent, useEffect, useEffectEvent, useState } from 'react'
import { useTexts, useWords } from '../language.tsx'
import * as words from '../texts/voice.ts'
import { duration } from '../time.ts'
import { useRecorder } from './useRecorder.ts'
import classes from './VoiceStrip.module.css'

type Props = { send: (file: File, seconds: number) => void; cancel: () => void; pickFile: () => void }

const SLIDE_PX = 96
const BARS = 64

export default function VoiceStrip({ send, cancel, pickFile }: Props) {
  const t = useTexts()
  const w = useWords(words)
  const { levels, seconds, trouble, finish } = useRecorder(send)
  const [from, setFrom] = useState<number>()
  const pressed = useEffectEvent((event: KeyboardEvent) => {
    const isForButton = event.key === 'Enter' && event.target instanceof HTMLButtonElement
    if (isForButton || (event.key !== 'Escape' && event.key !== 'Enter')) return
    event.preventDefault()
    event.stopPropagation()
    if (event.key === 'Escape') cancel()
    else if (!trouble) finish()
  })
  useEffect(() => {
    const listener = (event: KeyboardEvent) => pressed(event)
    window.addEventListener('keydown', listener, true)
    return () => window.removeEventListener('keydown', listener, true)
  }, [])

  if (trouble) {
    return (
      <div className={classes.trouble} role="alert">
        <Text size="sm">{w[trouble]}</Text>
        <span className={classes.ways}>
          <button
            type="button"
            onClick={() => {
              cancel()
              pickFile()
            }}
          >
            {w.pickFile}
          </button>
          <button type="button" onClick={cancel}>
            {t.cancel}
          </button>
        </span>
      </div>
    )
  }
  const slide = (event: PointerEvent) => {
    if (from !== undefined && from - event.clientX > SLIDE_PX) cancel()
  }
  return (
    <section
      className={classes.strip}
      aria-label={w.recording}
      onPointerDown={(event) => setFrom(event.clientX)}
      onPointerMove={slide}
      onPointerUp={() => setFrom(undefined)}
      onPointerCancel={() => setFrom(undefined)}
    >
      <ActionIcon variant="subtle" color="gray" size={44} aria-label={w.discard} title={w.discard} onClick={cancel}>
        <IconTrash size={20} stroke={1.5} />
      </ActionIcon>
      <span className={classes.light} aria-hidden />
      <Text size="sm" className="num" role="timer" aria-label={w.recorded}>
        {duration(seconds)}
      </Text>
      <svg className={classes.wave} viewBox={`0 0 ${BARS * 4} 24`} preserveAspectRatio="none" aria-hidden>
        {levels.map((level, at) => {
          const height = Math.max(2, Math.min(1, level * 1.4) * 24)
          return (
            <rect key={at} x={(BARS - levels.length + at) * 4} y={12 - height / 2} width={2.6} height={height} rx={1} />
          )
        })}
      </svg>
      <Text size="xs" c="dimmed" className={classes.hint}>
        {w.hint}
      </Text>
      <ActionIcon size={44} aria-label={t.send} title={t.send} onClick={finish}>
        <IconArrowUp size={20} />
      </ActionIcon>
    </section>
  )
}
