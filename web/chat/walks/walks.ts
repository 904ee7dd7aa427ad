/** Walks go on whichever chat is open: they live beside the page's components, one for each shared place. */
import { useSyncExternalStore } from 'react'
import { api } from '../api.ts'
import { lengthOf, spotAt, type Way } from './way.ts'

export type Walk = {
  key: string
  person: number
  name: string
  chat: number
  title: string
  message: number
  way: Way
  /** Metres in a second. */
  speed: number
  metres: number
  paused: boolean
}

type End = (walk: Walk, problem: Error | undefined) => void

/** Bots see a place move about as often as on a phone. */
const STEP_MS = 2000

let walks: readonly Walk[] = []
const watchers = new Set<() => void>()
const ends = new Map<string, End>()
let timer: number | undefined

const become = (next: readonly Walk[]) => {
  walks = next
  for (const told of watchers) told()
  if (walks.length > 0 && timer === undefined) timer = window.setInterval(() => void step(), STEP_MS)
  if (walks.length === 0 && timer !== undefined) {
    window.clearInterval(timer)
    timer = undefined
  }
}

export function startWalk(walk: Omit<Walk, 'key' | 'metres' | 'paused'>, ended: End): void {
  const key = `${walk.person} ${walk.chat} ${walk.message}`
  ends.set(key, ended)
  become([...walks, { ...walk, key, metres: 0, paused: false }])
}

export const pauseWalk = (key: string, paused: boolean): void =>
  become(walks.map((walk) => (walk.key === key ? { ...walk, paused } : walk)))

/** The place is no longer shared; what was walked stays in the chat. */
export async function stopWalk(key: string): Promise<void> {
  const walk = walks.find((walk) => walk.key === key)
  if (!walk) return
  leave(walk, undefined, true)
  await api.stopLocation(walk.person, walk.chat, walk.message)
}

export const useWalks = (): readonly Walk[] =>
  useSyncExternalStore(
    (changed) => {
      watchers.add(changed)
      return () => watchers.delete(changed)
    },
    () => walks,
  )

let stepping = false
async function step() {
  if (stepping) return
  stepping = true
  await Promise.all(walks.filter(({ paused }) => !paused).map(move))
  stepping = false
}

async function move(walk: Walk) {
  const metres = Math.min(lengthOf(walk.way), walk.metres + (walk.speed * STEP_MS) / 1000)
  const { latitude, longitude, heading } = spotAt(walk.way, metres)
  try {
    await api.moveLocation(walk.person, walk.chat, walk.message, { latitude, longitude, heading })
    become(walks.map((other) => (other.key === walk.key ? { ...other, metres } : other)))
    if (metres < lengthOf(walk.way)) return
    leave(walk, undefined)
    await api.stopLocation(walk.person, walk.chat, walk.message)
  } catch (problem) {
    leave(walk, problem as Error)
  }
}

function leave(walk: Walk, problem: Error | undefined, silent = false) {
  if (!walks.some(({ key }) => key === walk.key)) return
  become(walks.filter(({ key }) => key !== walk.key))
  const ended = ends.get(walk.key)
  ends.delete(walk.key)
  if (!silent) ended?.(walk, problem)
}
