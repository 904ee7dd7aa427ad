import { readFileSync } from 'node:fs'
import { expect, test } from 'vitest'
import { find } from './api/methods/table.ts'
import { fidelity, fidelityPage } from './fidelity.ts'
import { createSimulator } from './simulator.ts'

test('every method of the Bot API is simulated or says that it is not', async () => {
  const all = fidelity()
  expect(all.size).toBe(185)
  for (const [method, { status }] of all) {
    if (status === 'not simulated') expect(() => find(method)).toThrow('does not simulate')
    else expect(find(method)).toBeTypeOf('function')
  }
})

test('FIDELITY.md and /sim/fidelity say the same as the tables', async () => {
  const written = readFileSync(new URL('./FIDELITY.md', import.meta.url), 'utf8')
  expect(written, 'node scripts/fidelity-page.ts > src/simulator/FIDELITY.md').toBe(fidelityPage())
  const sim = await createSimulator()
  const told = (await (await fetch(`${sim.url}/sim/fidelity`)).json()) as { methods: Record<string, object> }
  expect(told.methods.getUpdates).toMatchObject({ status: 'source' })
  await sim.close()
})
