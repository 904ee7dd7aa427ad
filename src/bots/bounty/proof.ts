import { after, hours } from '#platform/bot.ts'
import { assignmentRef } from './refs.ts'
import type { Secrets } from './sealing.ts'

/** Money waits so long after a new link: whoever stole a chat cannot cash in at once. */
export const NEW_LINK_PAUSE = hours(24)

export interface Proven {
  readonly proven_at: Date | null
}

/** When the first money may go to the owner of this account; undefined while nothing is proven. */
export const firstMoneyAt = ({ proven_at }: Proven): Date | undefined =>
  proven_at ? after(proven_at, NEW_LINK_PAUSE) : undefined

/** `bounty:A42-7F3KQX`: only this bot can make it, for this person's assignment. */
export const proofCode = (secrets: Secrets, assignmentId: number, personId: number): string =>
  `bounty:${assignmentRef(assignmentId)}-${secrets.codeFor(`${assignmentId}:${personId}`)}`

/** Whether a pull request's description carries the code, as a word of its own. */
export function carriesCode(body: string | null | undefined, code: string): boolean {
  const words = (body ?? '').split(/[^A-Za-z0-9:-]+/)
  return words.some((word) => word.toUpperCase() === code.toUpperCase())
}
