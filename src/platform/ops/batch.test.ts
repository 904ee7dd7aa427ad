import fc from 'fast-check'
import { expect, test } from 'vitest'
import { batcher } from './batch.ts'

interface Item {
  key: string
  n: number
}

const turn = () => new Promise(setImmediate)

test('two batches under way share no key, and what has a key keeps its order, whichever ends first and however', async () => {
  let overlaps = 0
  const step = fc.record({ key: fc.constantFrom('a', 'b', 'c', 'd'), ends: fc.integer({ min: 0, max: 3 }) })
  const items = fc.array(step, { minLength: 3, maxLength: 20 })
  await fc.assert(
    fc.asyncProperty(items, fc.integer({ min: 1, max: 3 }), async (steps, least) => {
      const open: { batch: Item[]; end(): void; fail(): void }[] = []
      const written: Item[] = []
      const { add, idle } = batcher<Item, number>(
        (batch) =>
          new Promise((resolve, reject) => {
            written.push(...batch)
            open.push({ batch, end: () => resolve(batch.map(({ n }) => n)), fail: () => reject(new Error('no')) })
          }),
        { most: 3, overlap: { allowed: () => true, least, keyOf: ({ key }) => key } },
      )
      const answers: Promise<unknown>[] = []
      const close = (which: number) => {
        const [one] = open.splice(which % Math.max(open.length, 1), 1)
        if (which === 3) one?.fail()
        else one?.end()
      }
      for (const [n, { key, ends }] of steps.entries()) {
        answers.push(add({ key, n }).then((answer) => expect(answer).toBe(n), String))
        await turn()
        const keys = open.map(({ batch }) => batch.map((item) => item.key))
        overlaps += keys.length > 1 ? 1 : 0
        expect(keys.length).toBeLessThan(3)
        expect(keys[0]?.filter((same) => keys[1]?.includes(same)) ?? []).toEqual([])
        if (ends > 0) close(ends)
      }
      while (!idle()) {
        close(1)
        await turn()
      }
      await Promise.all(answers)
      expect(written).toHaveLength(steps.length)
      for (const same of Map.groupBy(written, ({ key }) => key).values())
        expect(same.map(({ n }) => n)).toEqual(same.map(({ n }) => n).toSorted((a, b) => a - b))
    }),
  )
  expect(overlaps, 'batches side by side').toBeGreaterThan(50)
})

test('a second batch begins only when enough waits for it; what has waited goes with the next', async () => {
  const sizes: number[] = []
  const ends: (() => void)[] = []
  const { add } = batcher<number>(
    (batch) => {
      sizes.push(batch.length)
      return new Promise((resolve) => ends.push(() => resolve(batch.map(() => undefined))))
    },
    { overlap: { allowed: () => true, least: 3, keyOf: String } },
  )
  const all = [add(1)]
  await turn()
  all.push(add(2), add(3))
  await turn()
  expect(sizes).toEqual([1])
  all.push(add(4))
  await turn()
  expect(sizes).toEqual([1, 3])
  all.push(add(5), add(6), add(7), add(8))
  await turn()
  expect(sizes, 'never three').toEqual([1, 3])
  ends[1]?.()
  await turn()
  expect(sizes).toEqual([1, 3, 4])
  for (const end of ends) end()
  await Promise.all(all)
})
