import type { Ledger } from './ledger.ts'
import type { Sink } from './sink.ts'
import { type Plan, updateText } from './updates.ts'

/** The same for a bot that asks: all updates wait from the start, or they happen at `rate` a second. */
export async function offer(
  sink: Sink,
  { plan, ledger, rate, signal }: { plan: Plan; ledger: Ledger; rate: number; signal: AbortSignal },
): Promise<void> {
  sink.polls.offer(
    plan.firstId,
    Array.from(plan.chats, (_, seq) => updateText(plan, seq, ledger.text(seq))),
  )
  const began = performance.now()
  for (let seq = 0; seq < ledger.size; seq += 1) ledger.sent(seq, began + (rate > 0 ? (seq * 1000) / rate : 0))
  const happen = () => {
    const due = rate > 0 ? Math.floor(((performance.now() - began) / 1000) * rate) + 1 : ledger.size
    sink.polls.release(due)
  }
  const metronome = rate > 0 ? setInterval(happen, 1) : undefined
  happen()
  await new Promise<void>((resolve) => {
    if (signal.aborted) return resolve()
    signal.addEventListener('abort', () => resolve(), { once: true })
    ledger.onAnswer = () => {
      if (ledger.answered === ledger.size) resolve()
    }
  })
  clearInterval(metronome)
}
