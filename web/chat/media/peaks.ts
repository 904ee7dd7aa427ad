import { useEffect, useState } from 'react'

/** How loud each fortieth of a sound is, from 0 to 1. */
export type Peaks = readonly number[]

const BARS = 40
const LARGEST = 4_000_000
const silent: Peaks = Array<number>(BARS).fill(0.08)
const known = new Map<string, Promise<Peaks>>()

/** Read from the sound itself; what the browser cannot decode stays a low, even line. */
export function usePeaks(url: string | undefined): Peaks {
  const [peaks, setPeaks] = useState(silent)
  useEffect(() => {
    if (url === undefined) return
    let gone = false
    const reading = known.get(url) ?? read(url).catch(() => silent)
    known.set(url, reading)
    void reading.then((read) => {
      if (!gone) setPeaks(read)
    })
    return () => {
      gone = true
    }
  }, [url])
  return peaks
}

async function read(url: string): Promise<Peaks> {
  const bytes = await (await fetch(url)).arrayBuffer()
  if (bytes.byteLength > LARGEST) return silent
  const context = new OfflineAudioContext(1, 1, 8000)
  const sound = await context.decodeAudioData(bytes)
  return peaksOf(sound.getChannelData(0))
}

export function peaksOf(samples: ArrayLike<number>): Peaks {
  const size = samples.length / BARS
  const loudest = Array.from({ length: BARS }, (_, bar) => {
    let peak = 0
    for (let at = Math.floor(bar * size); at < (bar + 1) * size; at++) peak = Math.max(peak, Math.abs(samples[at] ?? 0))
    return peak
  })
  const top = Math.max(...loudest)
  return top === 0 ? silent : loudest.map((peak) => peak / top)
}
