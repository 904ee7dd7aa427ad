import { afterEach, beforeEach, expect, test } from 'vitest'
import { caller, type Envelope, schemaProblems } from '../kit.ts'
import {
  createSimulator,
  type HandClock,
  handClock,
  type SimBot,
  type SimPerson,
  type Simulator,
} from '../simulator.ts'

let clock: HandClock
let sim: Simulator
let bot: SimBot
let ann: SimPerson
let call: (method: string, params?: object) => Promise<Envelope>
beforeEach(async () => {
  clock = handClock()
  sim = await createSimulator({ clock })
  bot = sim.bot({ username: 'fault_bot', name: 'Fault' })
  ann = sim.person('Ann')
  sim.says(ann, bot, '/start')
  call = caller(sim, bot)
})
afterEach(async () => {
  expect(schemaProblems(sim)).toEqual([])
  await sim.close()
})

const says = async (text: string, to = ann) => (await call('sendMessage', { chat_id: to.id, text })).ok

test('a fault strikes the call it is meant for: by chat, text and number', async () => {
  const bob = sim.person('Bob')
  sim.says(bob, bot, '/start')
  sim.fault({ kind: '500', chat: bob.id, text: 'bad', after: 1 })
  expect(await says('bad')).toBe(true)
  expect(await says('good', bob)).toBe(true)
  expect(await says('bad', bob)).toBe(true)
  expect(await says('bad again', bob)).toBe(false)
  expect(await says('bad once more', bob)).toBe(true)
})

test('a window of time opens and closes', async () => {
  const minute = (n: number) => new Date(clock.now().getTime() + n * 60_000)
  sim.fault({ kind: '429', retry_after: 7, from: minute(1), until: minute(2) })
  const answers = [await says('before')]
  await clock.advance(60_000)
  answers.push(await says('within'), await says('still'))
  await clock.advance(60_000)
  answers.push(await says('after'))
  expect(answers).toEqual([true, false, false, true])
})

test('chance is the same each time: about a third of the calls, drawn from the seed', async () => {
  const day = async () => {
    sim.fault({ kind: '500', probability: 0.3, seed: 7 })
    const answers: boolean[] = []
    for (let i = 0; i < 40; i++) answers.push(await says(String(i)))
    sim.clearFaults()
    return answers
  }
  const first = await day()
  expect(await day()).toEqual(first)
  const failed = first.filter((ok) => !ok).length
  expect(failed).toBeGreaterThan(4)
  expect(failed).toBeLessThan(20)
})
