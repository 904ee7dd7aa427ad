import { afterEach, expect, test } from 'vitest'
import { handClock } from '#testing/clock.ts'
import { freshDatabase } from '#testing/database.ts'
import { onServerClock } from '#testing/server-clock.ts'
import { after, seconds } from '../ops/clock.ts'
import { silentLog } from '../ops/log.ts'
import { nonce } from './nonce.ts'
import { enterSenders, staySender } from './senders.ts'
import { createStandIn } from './stand-in.ts'
import { writeLetters } from './write.ts'

const HOUSE = { schema: 'posthouse', folder: new URL('../db/migrations', import.meta.url).pathname }
const stopping: AbortController[] = []
afterEach(() => {
  for (const stop of stopping.splice(0)) stop.abort()
})

/** A process that does not send, with a sender it could use. */
async function scene() {
  const clock = handClock(new Date('2026-05-01T00:00:00Z'))
  const database = onServerClock(await freshDatabase([HOUSE]), clock)
  const state = { sends: false, looks: 0, asked: 0 }
  const looking = {
    query: async <Row>(text: string, values?: readonly unknown[]) => {
      state.asked += 1
      const rows = await database.query<Row>(text, values)
      state.looks += 1
      state.asked -= 1
      return rows
    },
  }
  const sender = {
    name: 'sender',
    async run() {
      state.sends = true
    },
  }
  const stop = new AbortController()
  stopping.push(stop)
  void createStandIn({ database: looking, clock, log: silentLog, sender }).run(stop.signal)
  const passes = async (count: number, meanwhile: () => Promise<unknown> = async () => undefined) => {
    for (let second = 0; second < count; second += 1) {
      clock.moveTo(after(clock.now(), seconds(1)))
      await meanwhile()
      do await new Promise(setImmediate)
      while (state.asked > 0)
      await new Promise(setImmediate)
    }
  }
  const says = () =>
    writeLetters(
      database,
      [{ bot: 'ferry', notes: [{ kind: 'text', chat: 5, what: 'It burns.', options: {} }] }],
      clock.now(),
      nonce,
    )
  return { database, state, passes, says }
}

test('nobody else sends and something waits: after a minute it does', async () => {
  const { state, passes, says } = await scene()
  await says()
  await passes(54)
  expect(state.sends).toBe(false)
  await passes(10)
  expect(state.sends).toBe(true)
})

test('who has been alone for a minute already does not wait for another', async () => {
  const { state, passes, says } = await scene()
  await passes(300)
  await says()
  await passes(6)
  expect(state.sends).toBe(true)
})

test('where nothing waits, or somebody sends, it does not', async () => {
  const { database, state, passes, says } = await scene()
  await passes(120)
  expect(state.sends).toBe(false)
  await enterSenders(database, 'worker')
  await says()
  await passes(120, () => staySender(database, 'worker'))
  expect(state.sends).toBe(false)
  expect(state.looks, 'it has looked').toBeGreaterThan(10)
})

test('when the sender dies, it is waited for until it counts as gone, and a minute more', async () => {
  const { database, state, passes, says } = await scene()
  await enterSenders(database, 'worker')
  await says()
  await passes(60)
  expect(state.sends).toBe(false)
  await passes(60)
  expect(state.sends).toBe(true)
})
