import type { Ready } from './rows.ts'
import { nameIn } from './send.ts'

/**
 * An edit that is overtaken by a later edit of the same message, waiting behind it: nobody would see it, and in a group of
 * 20 messages a minute it would cost the place of one that matters.
 */
export function isSuperseded(row: Ready, waiting: readonly Ready[]): boolean {
  if (row.method !== 'editMessageText' || row.followUp !== null || row.state !== 0 || waiting.length === 0) return false
  const target = targetOf(row)
  for (const later of waiting) {
    // From here on the name belongs to another message.
    if (later.name === target) return false
    if (later.method === row.method && targetOf(later) === target) return true
  }
  return false
}

const targetOf = ({ payload }: Ready): string =>
  nameIn(payload) ?? String((JSON.parse(payload) as { message_id?: number }).message_id)
