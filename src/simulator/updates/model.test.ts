import fc from 'fast-check'
import { expect, test } from 'vitest'
import type { Clock } from '../clock.ts'
import type { BotRecord } from '../types.ts'
import { addBot, createWorld, type World } from '../world/world.ts'
import { createPolling } from './polling.ts'
import { enqueue, retention } from './queue.ts'
import type { Posted, Transport } from './transport.ts'
import { createWebhooks } from './webhook.ts'

/** Random days of one bot against a few lines that say what the queue and the webhook are to do. */

const KINDS = ['message', 'callback_query', 'inline_query'] as const

/** A clock for these tests: sleepers wake when their time has come, all within one turn. */
function testClock() {
  let now = Date.parse('2026-11-21T12:00:00Z')
  const sleepers = new Set<{ at: number; wake: () => void }>()
  const clock: Clock = {
    now: () => new Date(now),
    sleep: (ms, signal) =>
      new Promise((resolve) => {
        const sleeper = { at: now + ms, wake: resolve }
        sleepers.add(sleeper)
        signal?.addEventListener('abort', () => {
          sleepers.delete(sleeper)
          resolve()
        })
      }),
  }
  return {
    clock,
    now: () => now,
    next: () => Math.min(...[...sleepers].map(({ at }) => at)),
    async moveTo(time: number) {
      now = time
      for (const sleeper of [...sleepers].filter(({ at }) => at <= now)) {
        sleepers.delete(sleeper)
        sleeper.wake()
      }
      await turn()
    },
  }
}

const turn = () => new Promise<void>((resolve) => setImmediate(resolve))
const aWorld = (clock: Clock): [World, BotRecord] => {
  const world = createWorld(clock)
  return [world, addBot(world, { username: 'model_bot', name: 'Model' })]
}

const poll = fc.oneof(
  fc.record({ op: fc.constant('add' as const), kind: fc.constantFrom(...KINDS) }),
  fc.record({ op: fc.constant('wait' as const), seconds: fc.constantFrom(1, 29, 31, 149, 151, 86_400) }),
  fc.record({
    op: fc.constant('ask' as const),
    // Relative to the first update; far beyond the end counts as none.
    offset: fc.oneof(fc.constant(0), fc.integer({ min: -4, max: -1 }), fc.integer({ min: 1, max: 30 })),
    limit: fc.integer({ min: 1, max: 4 }),
  }),
)

test('getUpdates forgets and gives what a plain list would', async () => {
  await fc.assert(
    fc.asyncProperty(fc.array(poll, { maxLength: 14 }), async (steps) => {
      const { clock, now, moveTo } = testClock()
      const [world, bot] = aWorld(clock)
      const polling = createPolling(world, () => undefined)
      const first = bot.nextUpdateId
      let next = first
      let model: { id: number; expires: number }[] = []
      for (const step of steps) {
        if (step.op === 'wait') await moveTo(now() + step.seconds * 1000)
        model = model.filter(({ expires }) => expires > now())
        if (step.op === 'add') {
          enqueue(world, bot, step.kind, {}, 'key')
          model.push({ id: next++, expires: now() + retention(step.kind) })
        } else if (step.op === 'ask') {
          const offset = step.offset > 0 ? first + step.offset - 1 : step.offset
          const from = offset < 0 ? next + offset : offset > next + 10 ? 0 : offset
          model = model.filter(({ id }) => id >= from)
          const wish = { offset, limit: step.limit, timeout: 0 }
          const bodies = await polling.getUpdates(bot, wish, new AbortController().signal)
          const ids = bodies.map((body) => JSON.parse(body).update_id)
          expect(ids).toEqual(model.slice(0, step.limit).map(({ id }) => id))
        }
      }
    }),
    { numRuns: 10_000 },
  )
})

const hook = fc.oneof(
  { weight: 3, arbitrary: fc.record({ op: fc.constant('add' as const), key: fc.constantFrom('a', 'b', 'c', 'd') }) },
  {
    weight: 4,
    arbitrary: fc.record({
      op: fc.constant('answer' as const),
      which: fc.nat(5),
      status: fc.constantFrom(200, 200, 500, 410),
      retryAfter: fc.constantFrom(undefined, undefined, 7000),
    }),
  },
  { weight: 2, arbitrary: fc.record({ op: fc.constant('wait' as const) }) },
)

interface Key {
  items: number[]
  flying: boolean
  failures: number
  delay: number
  wakes: number
}

test('webhooks keep the order of each key, one at a time, and pause 0, 2, 4, 8 … s', async () => {
  await fc.assert(
    fc.asyncProperty(fc.array(hook, { maxLength: 16 }), fc.integer({ min: 1, max: 4 }), async (steps, most) => {
      const { clock, now, next, moveTo } = testClock()
      const [world, bot] = aWorld(clock)
      const flying: { id: number; answer: (posted: Posted) => void }[] = []
      const transport: Transport = {
        post: (_url, _headers, body) =>
          new Promise((resolve) => flying.push({ id: JSON.parse(body).update_id, answer: resolve })),
        close: async () => undefined,
      }
      const webhooks = createWebhooks(
        world,
        async () => undefined,
        () => undefined,
        {
          brakes: false,
          strictUrl: false,
          transport,
        },
      )
      bot.webhook = { url: 'http://x.org', maxConnections: most, certificate: false }
      webhooks.restart(bot)
      const keys = new Map<string, Key>()
      const keyOf = (id: number) => [...keys.values()].find(({ items }) => items.includes(id)) as Key
      for (const step of steps) {
        if (step.op === 'add') {
          const key = keys.get(step.key) ?? { items: [], flying: false, failures: 0, delay: 1, wakes: 0 }
          keys.set(step.key, key)
          key.items.push(bot.nextUpdateId)
          enqueue(world, bot, 'message', {}, step.key)
        } else if (step.op === 'wait' && next() < Number.POSITIVE_INFINITY) {
          // Never so far that an answer is awaited in vain.
          await moveTo(Math.min(next(), now() + 20_000))
        } else if (step.op === 'answer' && flying.length > 0) {
          const [{ id, answer }] = flying.splice(step.which % flying.length, 1) as [(typeof flying)[0]]
          const key = keyOf(id)
          key.flying = false
          if (step.status === 200) Object.assign(key, { items: key.items.slice(1), failures: 0, delay: 1, wakes: 0 })
          else {
            if (!step.retryAfter && key.failures > 0) key.delay *= 2
            const pause = step.retryAfter ?? (key.failures > 0 ? key.delay * 1000 : 0)
            Object.assign(key, { failures: key.failures + 1, wakes: now() + pause })
          }
          const { status, retryAfter } = step
          answer({ status, contentType: '', text: '', ...(retryAfter && status !== 200 ? { retryAfter } : {}) })
        }
        await turn()
        for (const { id } of flying) {
          const key = keyOf(id)
          expect([key.items[0], key.wakes <= now()]).toEqual([id, true])
          key.flying = true
        }
        const could = [...keys.values()].filter(({ items, wakes }) => items.length > 0 && wakes <= now()).length
        expect(flying.length).toBe(Math.min(most, could))
      }
      for (const { answer } of flying) answer({ status: 200, contentType: '', text: '' })
      await webhooks.close()
    }),
    { numRuns: 10_000 },
  )
})
