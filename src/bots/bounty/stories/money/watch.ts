import { expect } from 'vitest'
import { hours, minutes } from '#platform/bot.ts'
import type { Workbench } from '#testing/workbench.ts'
import type { PayoutPort, PayoutRequest } from '../../payouts/port.ts'
import type { Clock } from './begin.ts'

/** Receivers promise a day; so much of it may be used. */
const KEY_MAY_BE_USED_MS = hours(20)
/** A request that leaves later than this after it was signed might be refused for its age. */
const MAY_WAIT_MS = minutes(1)
const OVER = ['failed', 'voided', 'reversed']
const ASSIGNMENT_OVER = ['dropped', 'rejected', 'cancelled', 'clawed_back']

interface Seen {
  id: number
  status: string
  attempts: number
  due_at: Date | null
  shadowed_at: Date | null
  assignment: string
  is_on: boolean
  denials: number
}

/** What has to hold between any two steps of a story, not only at its end. */
export function watchOver(desk: Workbench, clock: Clock) {
  let before = new Map<number, Seen>()

  return async () => {
    const rows = await desk.rows<Seen>(
      `select p.id, p.status, p.attempts, p.due_at, p.shadowed_at, a.status as assignment,
         coalesce((select is_on from bounty.payout_switch), true) as is_on,
         (select count(*) from bounty.payment_verdicts v where v.payment_id = p.id and v.verdict = 'failed' and v.person_id <> p.user_id) as denials
       from bounty.payments p join bounty.assignments a on a.id = p.assignment_id order by p.id`,
    )
    for (const now of rows) {
      const was = before.get(now.id)
      if (was) judge(was, now)
    }
    before = new Map(rows.map((row) => [row.id, row]))
  }

  function judge(was: Seen, now: Seen) {
    if (OVER.includes(was.status)) expect(now.status, `I8: P${now.id} was ${was.status}`).toBe(was.status)
    if (was.status === 'paid') expect(['paid', 'reversed'], `I8: P${now.id} was paid`).toContain(now.status)
    if (ASSIGNMENT_OVER.includes(was.assignment)) expect(now.assignment, `I8: A of P${now.id}`).toBe(was.assignment)
    if (was.status === 'manual' && now.status === 'failed') {
      expect(now.denials, `I7: P${now.id} failed by the word of two`).toBeGreaterThanOrEqual(2)
    }
    if (now.attempts === was.attempts) return
    expect(was.is_on, `SWITCH: P${now.id} left while payouts are off`).toBe(true)
    expect(was.assignment, `HOLD: P${now.id} left while it is held`).not.toBe('held')
    expect(clock.isShadow ?? false, `SHADOW: P${now.id} left`).toBe(false)
    if (was.attempts === 0) expect(was.shadowed_at, `SHADOW: P${now.id} left before it was released`).toBeNull()
    if (now.due_at) expect(clock.now.getTime(), `COOLING: P${now.id} left early`).toBeGreaterThanOrEqual(+now.due_at)
  }
}

/** The way out, watched: each attempt stands in the database before it leaves, and leaves once. */
export function watchfully(port: PayoutPort, desk: Workbench, clock: Clock): PayoutPort {
  const left = new Set<string>()
  const first = new Map<string, number>()

  async function judge({ key, attempt, at }: PayoutRequest) {
    const name = `${key}/${attempt}`
    expect(clock.isShadow ?? false, `SHADOW: ${name} leaves`).toBe(false)
    expect(left.has(name), `ATTEMPT: ${name} leaves a second time`).toBe(false)
    left.add(name)
    const rows = await desk.rows(
      `select 1 from bounty.payment_attempts t join bounty.payments p on p.id = t.payment_id
       where p.idempotency_key = $1 and t.n = $2 and t.outcome is null`,
      [key, attempt],
    )
    expect(rows, `ATTEMPT: ${name} is written down before it leaves`).toHaveLength(1)
    const since = first.get(key) ?? at.getTime()
    first.set(key, since)
    expect(clock.now.getTime() - at.getTime(), `STALE: ${name} waited for its turn`).toBeLessThanOrEqual(MAY_WAIT_MS)
    expect(at.getTime() - since, `HORIZON: ${name} uses its key too late`).toBeLessThan(KEY_MAY_BE_USED_MS)
  }

  return {
    ...port,
    async pay(request, signal) {
      await judge(request)
      return port.pay(request, signal)
    },
  }
}
