import { createHash } from 'node:crypto'
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
} & ({ kind: '429'; retry_after: number } | { kind: '500' | 'drop-before' | 'drop-after' | 'hang' | 'html-502' })

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
    next(bot: number, method: string, params?: Params): Fault | undefined {
      const at = now()
      const found = queue.find((one) => fits(one.fault, bot, method, params, at) && strikes(one))
      if (found && --found.left <= 0) queue.splice(queue.indexOf(found), 1)
      return found?.fault
    },
    waiting: (): readonly { fault: Fault; left: number }[] => queue,
    clear: () => void queue.splice(0),
  }
}

export type Faults = ReturnType<typeof createFaults>

const most = ({ until, probability }: Fault) => (until || probability !== undefined ? Number.POSITIVE_INFINITY : 1)

function fits(fault: Fault, bot: number, method: string, params: Params | undefined, at: Date): boolean {
  const wanted = typeof fault.bot === 'object' ? fault.bot.id : fault.bot
  const text = `${params?.text('text') ?? ''}\n${params?.text('caption') ?? ''}`
  return (
    (wanted === undefined || wanted === bot) &&
    (fault.method === undefined || fault.method.toLowerCase() === method.toLowerCase()) &&
    (fault.chat === undefined || params?.text('chat_id') === String(fault.chat)) &&
    (fault.text === undefined || text.includes(fault.text)) &&
    (fault.from === undefined || at >= fault.from) &&
    (fault.until === undefined || at < fault.until)
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
