import { afterAll, beforeAll, expect, test } from 'vitest'
import { mutantNamed } from './mutants.ts'
import { openStore, type Store } from './store.ts'
import { live } from './world.ts'

let store: Store
beforeAll(async () => {
  store = await openStore()
})
afterAll(() => store.session.close())

const SEEDS = Number(process.env.SIM_SEEDS ?? 40)

test('in simulated worlds full of crashes, pauses and lost answers the promise is kept', {
  timeout: 120_000,
}, async () => {
  const broken: string[] = []
  for (let seed = 1; seed <= SEEDS; seed += 1) {
    const verdict = await live(store, seed)
    broken.push(...verdict.broken.map((what) => `npm run sim -- --seed ${seed} --trace: ${what}`))
  }
  expect(broken).toEqual([])
})

test('the same seed tells the same story', async () => {
  const first = await live(store, 7)
  await live(store, 8)
  expect((await live(store, 7)).story).toEqual(first.story)
})

/** The seeds are the first that catch them: `npm run sim -- --mutants` finds them again when the code has changed. */
test.each<[name: string, upTo: number]>([
  ['acknowledged before it is stored', 30],
  ['lanes are taken from the living', 5],
  ['a job is taken from the living, and both save it', 5],
])('a planted bug is caught: %s', { timeout: 60_000 }, async (name, upTo) => {
  const mutant = mutantNamed(name)
  for (let seed = 1; seed <= upTo; seed += 1) if ((await live(store, seed, { mutant })).broken.length > 0) return
  expect.fail(`none of ${upTo} seeds noticed`)
})
