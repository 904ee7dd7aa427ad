/** What goes wrong with the next requests to a stand-in, when asked. The names are those of the Bot API's faults. */
export interface Trouble<K extends string = string> {
  kind: K
  /** A part of the path; without it whatever is asked next. */
  path?: string
  /** How many requests; one unless said. */
  times?: number
  /** Seconds, told by a 429. */
  retry_after?: number
  /** Milliseconds of the simulator's clock, for `slow`. */
  ms?: number
}

/**
 * What every stand-in can do wrong. `slow`, `drop-after`, `truncate` (breaks off in the middle) and `bad-json` (half of the JSON,
 * politely sent) have taken effect; the others have not.
 */
export const COMMON_TROUBLES = [
  '429',
  '500',
  '503',
  'slow',
  'hang',
  'drop-before',
  'drop-after',
  'truncate',
  'bad-json',
  'html-502',
] as const

const AFTERWARDS = ['slow', 'drop-after', 'truncate', 'bad-json']

/** Whether the request takes effect all the same. */
export const isAfterwards = (trouble: Trouble) => AFTERWARDS.includes(trouble.kind)

/** Troubles wait in order; each is used up by the requests that fit it. */
export function createTroubles<K extends string>() {
  const queue: { trouble: Trouble<K>; left: number }[] = []
  return {
    add: (trouble: Trouble<K>) => void queue.push({ trouble, left: trouble.times ?? 1 }),
    clear: () => void queue.splice(0),
    waiting: () => queue.map(({ trouble, left }) => ({ ...trouble, left })),
    take(path: string): Trouble<K> | undefined {
      const found = queue.find(({ trouble }) => trouble.path === undefined || path.includes(trouble.path))
      if (found && --found.left <= 0) queue.splice(queue.indexOf(found), 1)
      return found?.trouble
    },
  }
}
