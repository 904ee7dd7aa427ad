import { hours, seconds } from '#platform/bot.ts'
import type { Found } from '../../payments.ts'
import type { PayoutOutcome, PayoutPort, PayoutRequest } from '../../payouts/port.ts'
import type { Fault, Story } from './story.ts'

/** It refuses a request that was signed so long ago, and keeps keys for so long: no more than it promises. */
const TOLERANCE_MS = seconds(300)
const KEEPS_KEYS_MS = hours(24)

export type Receiver = ReturnType<typeof receiverModel>

/** A receiver that keeps the contract, and a network that does not. */
export function receiverModel({ faults, silences, skew }: Story, clock: { now: Date }, checksTime = true) {
  const [pending, quiet] = [[...faults], [...silences]]
  const known = new Map<string, { body: string; at: Date; status: 'paid' | 'accepted' }>()
  const credits: { key: string; body: string }[] = []
  const wire: PayoutRequest[] = []
  const asked: PayoutRequest[] = []
  const now = () => clock.now.getTime() + seconds(skew)
  const recall = (key: string) => {
    const found = known.get(key)
    return found && now() - found.at.getTime() <= KEEPS_KEYS_MS ? found : undefined
  }

  function process({ key, body, at }: PayoutRequest, status: 'paid' | 'accepted' = 'paid'): PayoutOutcome {
    if (checksTime && Math.abs(now() - at.getTime()) > TOLERANCE_MS) return { kind: 'shut', why: 'status 403' }
    const found = recall(key)
    if (!found) {
      known.set(key, { body, at: new Date(now()), status })
      credits.push({ key, body })
      return { kind: status, payoutId: `po-${key}` }
    }
    if (found.body !== body) return { kind: 'contradiction', why: 'status 409' }
    return { kind: found.status, payoutId: `po-${key}` }
  }

  function answer(request: PayoutRequest, fault: Fault): PayoutOutcome {
    const doubt: PayoutOutcome = { kind: 'unknown', why: fault }
    switch (fault) {
      case 'ok':
        return process(request)
      case 'accepted':
        return process(request, 'accepted')
      case 'drop-after':
        process(request)
        return doubt
      case 'late':
        wire.push(request)
        return doubt
      case 'twice':
        wire.push(request)
        return process(request)
      case '422':
        return { kind: 'refused', why: 'status 422' }
      case '401':
        return { kind: 'shut', why: 'status 401' }
      case '409':
        return { kind: 'contradiction', why: 'status 409' }
      default:
        return doubt
    }
  }

  const port: PayoutPort = {
    isConfigured: true,
    wantsAccount: false,
    receiver: 'model',
    async pay(request) {
      asked.push(request)
      return answer(request, pending.shift() ?? 'ok')
    },
    async find({ key }): Promise<Found> {
      if (quiet.shift()) return { kind: 'silent', why: 'status 500' }
      const found = recall(key)
      if (!found) return { kind: 'absent' }
      return found.status === 'paid' ? { kind: 'paid', payoutId: `po-${key}` } : { kind: 'accepted' }
    },
  }
  return { port, credits, wire, asked, known, process }
}
