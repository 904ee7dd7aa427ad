import { z } from 'zod'
import type { AuditEvent, Phrase } from '#platform/bot.ts'
import { money } from './money.ts'
import { say } from './texts/index.ts'

/** Who reads the audit log, and whose work it is about. */
export interface Readership {
  reader: number
  isAdmin: boolean
  claimant: number | undefined
  currency: string
}

const Detail = z.object({
  amount_cents: z.number().optional().catch(undefined),
  decision: z.string().optional().catch(undefined),
  reason: z.string().optional().catch(undefined),
  why: z.string().optional().catch(undefined),
})

/** One row of the audit log as a person reads it; an action that has no words here yet is shown by its name. */
export function auditLine(event: AuditEvent, readership: Readership): Phrase {
  const { amount_cents, decision, reason, why } = detailOf(event.detail)
  const named = wordsFor(decision === undefined ? event.action : (JUDGED[decision] ?? event.action))
  const because = reason ?? (readership.isAdmin ? why : undefined)
  const reasoned = because === undefined ? named : say.audit.because(named, because)
  const what =
    amount_cents === undefined ? reasoned : say.audit.withAmount(reasoned, money(amount_cents, readership.currency))
  return say.audit.line(minuteOf(event.at), what, whoIs(event.actor, readership))
}

const JUDGED: Readonly<Record<string, string>> = { REJECT: 'assignment_rejected', MANUAL: 'assignment_review' }

function wordsFor(action: string): Phrase | string {
  const { what } = say.audit
  return Object.hasOwn(what, action) ? what[action as keyof typeof what] : action.replaceAll('_', ' ')
}

/** Admins see who it was; to everybody else an admin is an admin. */
function whoIs(actor: number | null, { reader, isAdmin, claimant }: Readership): Phrase {
  const { who } = say.audit
  if (actor === null) return who.house
  if (actor === reader) return who.you
  if (isAdmin) return who.person(String(actor))
  return actor === claimant ? who.claimant : who.admin
}

function detailOf(detail: string | null): z.infer<typeof Detail> {
  try {
    return Detail.parse(JSON.parse(detail ?? '{}'))
  } catch {
    return {}
  }
}

const minuteOf = (at: Date) => `${at.toISOString().slice(0, 16).replace('T', ' ')} UTC`
