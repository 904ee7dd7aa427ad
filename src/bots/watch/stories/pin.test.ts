import { expect, test } from 'vitest'
import { audited, begun, withRoles } from './scene.ts'

const card = (screen: readonly string[]) => screen.filter((line) => line.includes('This card follows'))

test('a pinned card changes when something has happened, at most every 15 seconds, also after a restart', async () => {
  const { world, olena } = await begun()
  await olena.says('/status')
  await olena.presses('Pin this card')
  expect(card(olena.screen())).toHaveLength(1)
  const pinned = world.simulator.calls().filter(({ method }) => method === 'pinChatMessage')
  expect(pinned).toHaveLength(1)
  await olena.says('/pin')
  expect(world.simulator.calls().filter(({ method }) => method === 'unpinChatMessage')).toHaveLength(1)
  const edits = () => world.simulator.calls().filter(({ method }) => method === 'editMessageText').length
  const before = edits()
  await world.passes(120_000)
  expect(edits()).toBe(before)

  const ann = world.person('Ann', { bot: 'ferry' })
  await ann.says('/row')
  await world.passes(14_000)
  const soon = edits()
  await world.passes(16_000)
  expect(card(olena.screen()).at(-1)).toContain('dead: 1 job')
  expect(edits() - soon).toBeLessThanOrEqual(1)

  await world.restarts()
  await ann.says('/row')
  await world.passes(31_000)
  expect(card(olena.screen()).at(-1)).toContain('dead: 2 jobs')
  await olena.says('/pin off')
  await ann.says('/row')
  await world.passes(31_000)
  expect(card(olena.screen()).at(-1)).toContain('2 jobs')
})

test('whoever may no longer look, or has blocked the bot, has a card that stands still', async () => {
  const { world } = await begun()
  const ada = await withRoles(world, 'Ada', ['admin'])
  const ann = world.person('Ann', { bot: 'ferry' })
  await ada.says('/pin')
  await world.database.query("delete from posthouse.roles where bot = 'watch'")
  await ann.says('/row')
  await world.passes(31_000)
  expect(card(ada.screen())[0]).toContain('🟢 ferry')

  const bea = await withRoles(world, 'Bea', ['admin'])
  await bea.says('/pin')
  await bea.blocks()
  await ann.says('/row')
  await world.passes(600_000)
  const { rows } = await world.database.query("select 1 from posthouse.outbox where bot = 'watch' and state = 3")
  expect(rows).toHaveLength(1)
  expect((await world.database.query('select 1 from watch.cards')).rows).toEqual([])
  expect(await audited(world, 'command_refused')).toEqual([])
})
