import { afterAll, beforeAll, expect, test, vi } from 'vitest'
import { acquire, beat } from '#platform/updates/lease-table.ts'
import { createSimulator, type Simulator } from '#simulator/simulator.ts'
import { posthouse } from '#testing/cli.ts'
import { createPlace, type Place } from '#testing/house-place.ts'
import { places } from './open.ts'

vi.setConfig({ testTimeout: 120_000 })

let place: Place
let simulator: Simulator
let environment: Record<string, string>

beforeAll(async () => {
  place = await createPlace(places)
  simulator = await createSimulator()
  environment = { ...place.environment, BOUNTY_TOKEN: bounty().token, TELEGRAM_API_ROOT: simulator.url }
})
afterAll(async () => {
  await simulator.close()
  place.remove()
})
const bounty = () => simulator.bot({ username: 'bounty_bot', name: 'Bounty', about: '' })

test('the steps are walked at a terminal in the words of the bot, with what to type', async () => {
  await place.look(async (database) => {
    const claim = { name: `polling ${bounty().id}`, owner: 'x' }
    const holder = { bot: 'bounty', host: 'web-1', pid: 4711, env: 'test', ts: '2026-03-02T09:00:00Z' }
    await acquire(database, { ...claim, holder, ttlMs: 600_000, dead: undefined })
    await beat(database, { ...claim, epoch: 1 }, 400)
  })
  const { code, out, errors } = await posthouse(environment, 'runbook', 'bounty')
  expect([code, errors]).toEqual([1, 'Go through what is marked, from the top.\n'])
  expect(out).toContain('bounty does not answer\n1. ok        Look at what failed last: no error in the last hour')
  expect(out).toContain('3. ATTENTION Release a lock that hangs: held, and the heartbeat is old: 6 min ago')
  expect(out).toContain('             $ posthouse lock release bounty --reason "…"')
  const dev = await posthouse(environment, 'runbook', 'bounty', '--dev')
  expect(dev.out).toContain('1. ok        A token of its own: the token is that of @bounty_bot')
  expect(dev.out).toContain('2. ATTENTION The lock is free: held by web-1, process 4711')
})

test('mistakes are answered with the usage', async () => {
  for (const args of [['ghost'], ['bounty', 'more'], ['--wrong']]) {
    const { code, errors } = await posthouse(environment, 'runbook', ...args)
    expect(code).toBe(64)
    expect(errors).toContain('posthouse runbook [<bot>]')
  }
})
