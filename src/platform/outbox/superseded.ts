import type { Ready } from './lanes.ts'
import { nameIn } from './send.ts'

/**
 * An edit that is overtaken by a later edit of the same message, waiting behind it: nobody would see it, and in a group of
 * 20 messages a minute it would cost the place of one that matters.
 */
export function isSuperseded(row: Ready, waiting: readonly Ready[]): boolean {
  if (row.method !== 'editMessageText' || row.followUp !== null || row.state !== 0 || waiting.length === 0) return false
  const target = targetOf(row)
  return waiting.some((later) => later.method === row.method && later.id > row.id && targetOf(later) === target)
}

const targetOf = ({ payload }: Ready): string =>
  nameIn(payload) ?? String((JSON.parse(payload) as { message_id?: number }).message_id)
