import { type Button, bold, button, fmt, job, join, lines } from '#platform/bot.ts'
import {
  type AtTelegram,
  type BotStatus,
  operationsOf,
  operationsSay,
  runbook,
} from '#platform/operations/operations.ts'
import type { Outside } from '../outside.ts'
import { say } from '../texts/index.ts'
import { answer } from './answer.ts'
import { ask } from './ask.ts'

type Input = { bot: string; by: number; chat: number; message?: number | undefined }

/** Walks "the bot does not answer": the same steps and words as `posthouse runbook`. */
export const walkRunbook = job('walk-runbook', {
  call: ({ input, outside }: { input: Input; outside: Outside }) => ask(outside, input.bot),
  async save(ctx, { bot, by, ...place }: Input, telegram: AtTelegram | { failed: string }) {
    const sight = await operationsOf(ctx).sight(bot, telegram)
    if (!sight) return
    const walked = runbook.walk(runbook.notAnswering, sight)
    const isOps = (await ctx.someone(by))?.is('ops') ?? false
    const isWell = walked.every(({ ok }) => ok)
    const { title, well, attention } = operationsSay.runbook
    const steps = walked.map(({ step, ok, found }, index) =>
      lines(say.runbook.step(ok ? '✅' : '⚠️', index + 1, step.title), found, !ok && fmt`→ ${step.todo}`),
    )
    answer(ctx, place, join([bold(title(bot)), ...steps, isWell ? well : attention], '\n\n'), {
      buttons: buttonsOf(walked, sight.status, isOps),
    })
  },
})

const ACTS: Readonly<Record<runbook.Act, (bot: string) => Button>> = {
  errors: (bot) => button(say.button.errors, 'errors', bot),
  lock: (bot) => button(say.button.lock, 'lock', bot),
  webhook: (bot) => button(say.button.webhook, 'webhook', bot),
  release: (bot) => button(say.button.release, 'release', bot),
  drop: (bot) => button(say.button.drop, 'drop', bot),
  again: (bot) => button(say.button.refresh, 'runbook', bot),
}
const DEEDS: readonly runbook.Act[] = ['release', 'drop']

/** What can be done about the marked steps; "look again" always. */
function buttonsOf(walked: readonly runbook.Walked[], { bot, mode }: BotStatus, isOps: boolean): Button[][] {
  const acts = walked.flatMap(({ ok, step: { act } }) => (!ok && act && act !== 'again' ? [act] : []))
  const offered = acts
    .filter((act) => isOps || !DEEDS.includes(act))
    .map((act) => ACTS[act === 'lock' && mode === 'webhook' ? 'webhook' : act](bot))
  return [...offered.map((one) => [one]), [ACTS.again(bot)]]
}
