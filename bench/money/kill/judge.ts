import type pg from 'pg'
import type { Ledger } from '../../storm/telegram/ledger.ts'
import type { Moment, Round } from './moments.ts'
import type { Receiver } from './receiver.ts'

export interface Judged {
  violations: string[]
  /** The one message that prefers silence was lost with its process: the person reads it with /my. */
  untold: number
  toldTwice: number
  /** Requests to pay, for all payments together. */
  requests: number
}

interface Row {
  assignment_id: number
  status: string
  assignment: string
  payout_id: string | null
  idempotency_key: string
  amount_cents: number
}

/** What has come of every round: one payment, one credit, one word about it. */
export async function judge(
  client: pg.Client,
  receiver: Receiver,
  telegram: Ledger,
  rounds: readonly (Round & { moment: Moment; cents: number })[],
): Promise<Judged> {
  const { rows } = await client.query<Row>(
    `select p.*, a.status as assignment from bounty.payments p join bounty.assignments a on a.id = p.assignment_id`,
  )
  const { rows: perhaps } = await client.query<{ chat: string }>(
    `select chat from posthouse.outbox where state = 4 and payload like '%Paid %'`,
  )
  const found: Judged = { violations: [], untold: 0, toldTwice: 0, requests: receiver.asked.length }
  for (const round of rounds) {
    const { n, chat, moment, cents } = round
    const wrong = (what: string) => found.violations.push(`A${n} (killed: ${moment.name}): ${what}`)
    const own = rows.filter(({ assignment_id }) => Number(assignment_id) === n)
    const credits = receiver.credits.filter(({ assignment }) => assignment === n)
    const asked = receiver.asked.filter(({ key }) => key === own[0]?.idempotency_key)
    const bodies = new Set(asked.map(({ body }) => body))
    if (own.length !== 1) wrong(`${own.length} payments`)
    if (credits.length !== 1) wrong(`${credits.length} credits`)
    if (credits.some((credit) => credit.cents !== cents)) wrong('a credit of another amount')
    if (credits[0] && credits[0].key !== own[0]?.idempotency_key) wrong('credited under another key')
    if (bodies.size !== 1) wrong(`${bodies.size} different bodies`)
    if (new Set(asked.map(({ attempt }) => attempt)).size !== asked.length) wrong('one attempt left twice')
    if (asked.some((one, index) => index > 0 && one.lookUps === asked[index - 1]?.lookUps)) {
      wrong('sent again without a question')
    }
    if (own[0]?.status !== 'paid' || own[0].payout_id === null) wrong(`the payment is ${own[0]?.status}`)
    if (own[0]?.assignment !== 'paid') wrong(`the take is ${own[0]?.assignment}`)
    const told = telegram.calls.filter((call) => call.chat === chat && call.applied && call.text.startsWith('Paid '))
    const isPerhaps = perhaps.some((row) => Number(row.chat) === chat)
    if (told.length === 0 && isPerhaps) found.untold += 1
    else if (told.length === 0) wrong('nobody told them')
    if (told.length > 1) {
      found.toldTwice += 1
      wrong(`told ${told.length} times`)
    }
  }
  const strangers = receiver.credits.filter(({ assignment }) => !rounds.some(({ n }) => n === assignment))
  for (const { key } of strangers) found.violations.push(`a credit for nobody: ${key}`)
  return found
}
