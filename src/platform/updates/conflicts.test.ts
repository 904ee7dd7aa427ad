import { expect, test } from 'vitest'
import { handClock } from '#testing/clock.ts'
import { after, minutes, seconds } from '../ops/clock.ts'
import { createLog } from '../ops/log.ts'
import { createMetrics } from '../ops/metrics.ts'
import type { Telegram } from '../telegram/client.ts'
import { TelegramError } from '../telegram/errors.ts'
import { createPolling } from './polling.ts'

const OTHER = 'Conflict: terminated by other getUpdates request; make sure that only one bot instance is running'
const WEBHOOK =
  "Conflict: can't use getUpdates method while webhook is active; use deleteWebhook to delete the webhook first"

/** A poller in front of a Telegram that answers every round as it is told, on a clock moved by hand. */
async function scene() {
  const clock = handClock(new Date('2026-05-01T00:00:00Z'))
  const logged: Record<string, unknown>[] = []
  const metrics = createMetrics()
  const reported: unknown[] = []
  const scenery = { refusal: undefined as string | undefined, ours: true, updates: [] as object[] }
  const rounds: number[] = []
  let renewed = 0
  const telegram = {
    async post(_method: string, _json: string) {
      rounds.push(clock.monotonic() / 1000)
      if (scenery.refusal) throw new TelegramError('getUpdates', 409, scenery.refusal)
      await clock.sleep(seconds(15))
      return scenery.updates
    },
    async call(_method: string) {
      rounds.push(clock.monotonic() / 1000)
    },
  }
  const stop = new AbortController()
  const done = createPolling({
    bot: 'ferry',
    telegram: telegram as unknown as Telegram,
    inbox: { acceptAll: async () => undefined } as never,
    clock,
    log: createLog({ level: 'debug', destination: { write: (line) => void logged.push(JSON.parse(line)) } }),
    metrics,
    allowed: [],
    report: (error) => reported.push(error),
  }).run(stop.signal, {
    isOurs: () => scenery.ours,
    renew: async () => {
      renewed += 1
      return scenery.ours
    },
    beat: () => undefined,
  })
  const passes = async (ms: number) => {
    for (let left = ms; left > 0; left -= 1_000) {
      clock.moveTo(after(clock.now(), 1_000))
      await new Promise(setImmediate)
    }
  }
  const series = async (name: string) =>
    Number(
      (await metrics.scrape()).text
        .split('\n')
        .find((line) => line.startsWith(`${name} `))
        ?.split(' ')[1],
    )
  const alerts = () => logged.filter(({ event }) => event === 'polling_conflict_alert')
  await new Promise(setImmediate)
  return { scenery, rounds, passes, series, alerts, reported, done, stop, renewals: () => renewed }
}

test('a foreign poller is met with pauses of 1, 2, 4 … 30 s; it is counted, told once in five minutes, and outlived', async () => {
  const { scenery, rounds, passes, series, alerts, reported, renewals } = await scene()
  expect(await series('staffprobot_bot_polling_conflicts_total')).toBe(0)
  expect(await series('bot_polling_conflicts_by_kind_total{bot="ferry",kind="webhook"}')).toBe(0)
  scenery.refusal = OTHER
  await passes(minutes(2))
  const storm = rounds.slice(1)
  expect(storm.slice(1, 8).map((at, index) => at - storm[index]!)).toEqual([1, 2, 4, 8, 16, 30, 30])
  expect(await series('staffprobot_bot_polling_conflicts_total')).toBe(storm.length)
  expect(await series('bot_polling_conflicts_by_kind_total{bot="ferry",kind="poller"}')).toBe(storm.length)
  expect(renewals(), 'every conflict asks whether the lease is still ours').toBe(storm.length)
  expect(alerts()).toHaveLength(1)
  expect(reported).toHaveLength(1)
  expect(alerts()[0]).toMatchObject({ level: 'error', bot: 'ferry', kind: 'poller' })
  expect(String(alerts()[0]?.advice)).toContain('does not know our lease')
  await passes(minutes(9))
  expect(alerts()).toHaveLength(3)

  scenery.refusal = undefined
  const before = rounds.length
  await passes(seconds(31))
  expect(rounds.length).toBeGreaterThan(before)
  scenery.refusal = OTHER
  await passes(seconds(40))
  const again = rounds.slice(before + 1)
  expect(again[2]! - again[1]!, 'after a good round the pauses begin anew').toBeLessThanOrEqual(2)
})

test('who holds the lease no more asks Telegram nothing, not even to confirm what it stored', async () => {
  const { scenery, rounds, passes, done } = await scene()
  scenery.updates = [{ update_id: 7 }]
  await passes(seconds(31))
  expect(rounds).toHaveLength(3)
  scenery.ours = false
  await passes(seconds(15))
  await done
  expect(rounds).toHaveLength(3)
})

test('who is told to stop confirms what it stored', async () => {
  const { scenery, rounds, passes, done, stop } = await scene()
  scenery.updates = [{ update_id: 7 }]
  await passes(seconds(16))
  stop.abort()
  await passes(seconds(15))
  await done
  expect(rounds).toHaveLength(3)
})

test('two conflicts are no alert', async () => {
  const { scenery, passes, alerts } = await scene()
  scenery.refusal = OTHER
  await passes(seconds(17))
  scenery.refusal = undefined
  await passes(minutes(5))
  expect(alerts()).toEqual([])
})

test('a webhook is another kind of conflict, and the log says what to do', async () => {
  const { scenery, passes, series, alerts } = await scene()
  for (const refusal of [WEBHOOK, 'Conflict: terminated by setWebhook request']) {
    scenery.refusal = refusal
    await passes(seconds(60))
  }
  expect(alerts(), 'told at the first one, and not again within five minutes').toHaveLength(1)
  expect(await series('bot_polling_conflicts_by_kind_total{bot="ferry",kind="webhook"}')).toBeGreaterThan(4)
  expect(await series('bot_polling_conflicts_by_kind_total{bot="ferry",kind="poller"}')).toBe(0)
  expect(String(alerts()[0]?.advice)).toContain('deleteWebhook')
})

test('when the lease turns out to be lost, a conflict ends the polling at once', async () => {
  const { scenery, rounds, passes, done } = await scene()
  scenery.refusal = OTHER
  scenery.ours = false
  await passes(seconds(16))
  await done
  expect(rounds).toHaveLength(1)
})
