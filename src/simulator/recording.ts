import { isDeepStrictEqual } from 'node:util'
import type { Line } from './control/recorder.ts'

/** A call of a bot that is not what the recording holds. */
export interface Difference {
  at: number
  expected: string
  found: string | undefined
}

export type Called = { method: string; request: unknown }

export const readRecording = (text: string): Line[] =>
  text
    .split('\n')
    .filter(Boolean)
    .map((line) => JSON.parse(line) as Line)

export const isSame = (one: Called, other: Called) => isDeepStrictEqual(plain(one), plain(other))

export const shown = ({ method, request }: Called) => `${method} ${JSON.stringify(request)}`

/** Ids of queries are counted anew in every world. */
const plain = ({ method, request }: Called) => {
  const { callback_query_id: _, inline_query_id: __, ...rest } = (request ?? {}) as Record<string, unknown>
  return { method: method.toLowerCase(), request: rest }
}
