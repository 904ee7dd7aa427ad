import { useEffect, useEffectEvent, useRef, useState } from 'react'
import { kindToRecord, voiceFile } from './recording.ts'

export type Trouble = 'denied' | 'missing' | 'insecure' | 'broken' | 'short'
export type Recorder = {
  /** How loud it was, from 0 to 1: the newest last. */
  levels: readonly number[]
  seconds: number
  trouble: Trouble | undefined
  finish: () => void
}

const TICK_MS = 60
const KEPT = 64
const SHORTEST = 0.5

/** Records from the moment it is shown until it is finished; when it goes away, nothing is kept. */
export function useRecorder(done: (file: File, seconds: number) => void): Recorder {
  const [levels, setLevels] = useState<readonly number[]>([])
  const [seconds, setSeconds] = useState(0)
  const [trouble, setTrouble] = useState<Trouble>()
  const recorder = useRef<MediaRecorder>(undefined)
  const heard = useEffectEvent(async (recorded: Blob, measured: number) => {
    const voice = await voiceFile(recorded, measured)
    if (voice.seconds < SHORTEST) setTrouble('short')
    else done(voice.file, Math.max(1, Math.round(voice.seconds)))
  })

  useEffect(() => {
    const gone = new AbortController()
    const tick = (level: number, passed: number) => {
      setLevels((old) => [...old.slice(1 - KEPT), level])
      setSeconds(passed)
    }
    begin(gone.signal, tick, (recorded, measured) => {
      heard(recorded, measured).catch(() => setTrouble('broken'))
    }).then(
      (made) => {
        recorder.current = made
      },
      (error: Error) => {
        if (!gone.signal.aborted) setTrouble(troubleOf(error))
      },
    )
    return () => gone.abort()
  }, [])

  return { levels, seconds, trouble, finish: () => recorder.current?.stop() }
}

async function begin(
  gone: AbortSignal,
  tick: (level: number, seconds: number) => void,
  done: (recorded: Blob, seconds: number) => void,
): Promise<MediaRecorder | undefined> {
  if (!navigator.mediaDevices || !window.MediaRecorder) throw new DOMException('', 'SecurityError')
  const kind = kindToRecord()
  if (!kind) throw new Error('nothing that can be recorded is known')
  const stream = await navigator.mediaDevices.getUserMedia({ audio: true })
  const release = () => {
    for (const track of stream.getTracks()) track.stop()
  }
  if (gone.aborted) {
    release()
    return undefined
  }
  const recorder = new MediaRecorder(stream, { mimeType: kind, audioBitsPerSecond: 32_000 })
  const began = performance.now()
  const passed = () => (performance.now() - began) / 1000
  const listening = listen(stream, (level) => tick(level, passed()))
  const parts: Blob[] = []
  let measured = 0
  recorder.ondataavailable = ({ data }) => parts.push(data)
  recorder.onstop = () => {
    measured = passed()
    listening()
    release()
    if (!gone.aborted) done(new Blob(parts, { type: recorder.mimeType || kind }), measured)
  }
  gone.addEventListener('abort', () => {
    if (recorder.state !== 'inactive') recorder.stop()
  })
  recorder.start()
  return recorder
}

/** Measures the loudness several times a second; returns what stops it. */
function listen(stream: MediaStream, tell: (level: number) => void): () => void {
  const context = new AudioContext()
  const meter = context.createAnalyser()
  context.createMediaStreamSource(stream).connect(meter)
  const samples = new Float32Array(meter.fftSize)
  const timer = window.setInterval(() => {
    meter.getFloatTimeDomainData(samples)
    tell(samples.reduce((loudest, sample) => Math.max(loudest, Math.abs(sample)), 0))
  }, TICK_MS)
  return () => {
    window.clearInterval(timer)
    void context.close()
  }
}

function troubleOf({ name }: Error): Trouble {
  if (name === 'NotAllowedError') return 'denied'
  if (name === 'NotFoundError') return 'missing'
  return name === 'SecurityError' ? 'insecure' : 'broken'
}
