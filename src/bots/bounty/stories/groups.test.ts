import { expect, test } from 'vitest'
import { rowsOf } from '#testing/raw.ts'
import { opened } from './scene.ts'

test('in a group tasks are only shown; what is between the person and the bot leads to the private chat', async () => {
  const { world } = await opened()
  const ann = world.person('Ann')
  await ann.says('/start')
  const group = world.simulator.group('Builders', [
    ann.person,
    world.simulator.bot({ username: 'bounty_bot', name: 'bounty' }),
  ])
  await ann.says('/tasks', group)
  ann.sees('#1 Support reviews', group)
  expect(ann.screen(group).join('\n')).not.toContain('[Take #1]')
  await ann.presses('Details #1', group)
  ann.sees('Write the tests too.', group)
  expect(ann.screen(group).join('\n')).not.toContain('[Take #1]')
  for (const command of ['/take #1', '/my', '/submit A1', '/link allevin']) {
    await ann.says(command, group)
    expect(ann.screen(group).at(-1), command).toMatch(/private/i)
  }
  expect(await rowsOf(world, 'select * from bounty.assignments')).toEqual([])
})
