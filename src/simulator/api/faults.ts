import { createHash } from 'node:crypto'
import type { UpdateKind } from '../types.ts'
import type { Params } from './params.ts'

/** Which calls go wrong, and how. What is not said fits every call. */
export type Fault = {
  bot?: number | { id: number }
  method?: string
  chat?: number
  /** A part of the call's text or caption. */
  text?: string
  /** How many fitting calls go well before. */
  after?: number
  /** How many go wrong then; one unless said, or all within a window or by chance. */
  times?: number
  /** Of the fitting calls so many go wrong, drawn from `seed`: the same ones each time. */
  probability?: number
  seed?: number
  /** A window of the simulator's time. */
  from?: Date
  until?: Date
} & (CallFault | UpdateFault)

/** `html-413` and `html-502` are pages of what stands before the server. `slow` answers after `ms`; `truncate` breaks off in the middle of an answer; the call has happened. */
export type CallFault =
  | { kind: '429'; retry_after: number }
  | { kind: '500' | 'drop-before' | 'drop-after' | 'hang' | 'html-413' | 'html-502' | 'truncate' }
  | { kind: 'slow'; ms: number }

/**
 * What goes wrong with an update on its way, of one kind or of any. `delay-update` is made `ms` late, and what follows
 * it in its order with it; `reorder-update` comes after the next update of another order; `duplicate-update` comes to a
 * webhook once more although it was answered. (A poller gets one twice by `drop-after` of getUpdates.)
 */
export type UpdateFault = { update?: UpdateKind } & (
  | { kind: 'delay-update'; ms: number }
  | { kind: 'reorder-update' | 'duplicate-update' }
)

interface Waiting {
  fault: Fault
  left: number
  /** Fitting calls so far. */
  seen: number
}

/** Faults wait in order; each is used up by the calls that fit it. */
export function createFaults(now: () => Date = () => new Date()) {
  const queue: Waiting[] = []
  return {
    add: (fault: Fault) => void queue.push({ fault, left: fault.times ?? most(fault), seen: 0 }),
    next(bot: number, method: string, params?: Params): (Fault & CallFault) | undefined {
      const at = now()
      const found = queue.find((one) => isOfCall(one.fault) && fits(one.fault, bot, method, params, at) && strikes(one))
      if (found && --found.left <= 0) queue.splice(queue.indexOf(found), 1)
      return found?.fault as (Fault & CallFault) | undefined
    },
    /** The fault of an update that is being made, or of one that is being delivered. */
    forUpdate(
      bot: number,
      update: UpdateKind,
      body: string,
      kinds: readonly Fault['kind'][],
    ): (Fault & UpdateFault) | undefined {
      const at = now()
      const found = queue.find(
        (one) => kinds.includes(one.fault.kind) && fitsUpdate(one.fault, bot, update, body, at) && strikes(one),
      )
      if (found && --found.left <= 0) queue.splice(queue.indexOf(found), 1)
      return found?.fault as (Fault & UpdateFault) | undefined
    },
    waiting: (): readonly { fault: Fault; left: number }[] => queue,
    clear: () => void queue.splice(0),
  }
}

export type Faults = ReturnType<typeof createFaults>

const most = ({ until, probability }: Fault) => (until || probability !== undefined ? Number.POSITIVE_INFINITY : 1)

const isOfCall = ({ kind }: Fault) => !kind.endsWith('-update')

function fitsUpdate(fault: Fault, bot: number, update: UpdateKind, body: string, at: Date): boolean {
  const wanted = typeof fault.bot === 'object' ? fault.bot.id : fault.bot
  return (
    (wanted === undefined || wanted === bot) &&
    (!('update' in fault) || fault.update === undefined || fault.update === update) &&
    (fault.chat === undefined || body.includes(`"id":${fault.chat},`)) &&
    (fault.text === undefined || body.includes(JSON.stringify(fault.text).slice(1, -1))) &&
    isOpen(fault, at)
  )
}

const isOpen = ({ from, until }: Fault, at: Date) =>
  (from === undefined || at >= from) && (until === undefined || at < until)

function fits(fault: Fault, bot: number, method: string, params: Params | undefined, at: Date): boolean {
  const wanted = typeof fault.bot === 'object' ? fault.bot.id : fault.bot
  const text = `${params?.text('text') ?? ''}\n${params?.text('caption') ?? ''}`
  return (
    (wanted === undefined || wanted === bot) &&
    (fault.method === undefined || fault.method.toLowerCase() === method.toLowerCase()) &&
    (fault.chat === undefined || params?.text('chat_id') === String(fault.chat)) &&
    (fault.text === undefined || text.includes(fault.text)) &&
    isOpen(fault, at)
  )
}

/** Counts a fitting call and says whether it is one that goes wrong. */
function strikes(one: Waiting): boolean {
  const { after = 0, probability = 1, seed = 0 } = one.fault
  if (one.seen++ < after) return false
  return draw(seed, one.seen) < probability
}

const draw = (seed: number, n: number) =>
  createHash('sha256').update(`fault ${seed} ${n}`).digest().readUInt32BE(0) / 2 ** 32
