import { expect, test } from 'vitest'
import { bot } from '#platform/bot.ts'
import { town } from '#testing/town.ts'
import { giveBack } from './give-back.ts'

test('what a stopped process still held is due at once, and nobody else loses anything', async () => {
  const world = await town(bot({ name: 'quiet', commands: {} }))
  const later = new Date(world.now.getTime() + 60_000)
  for (const owner of ['gone', 'working']) {
    await world.database.query(
      `insert into posthouse.jobs (bot, name, input, state, run_at, owner, until, created_at)
       values ('quiet', 'ring', '{}', 1, $1, $2, $3, $1)`,
      [world.now, owner, later],
    )
  }
  await giveBack(world.database, 'gone', world.now)
  const { rows } = await world.database.query('select owner, until < $1 as due from posthouse.jobs order by owner', [
    world.now,
  ])
  expect(rows).toEqual([
    { owner: 'gone', due: true },
    { owner: 'working', due: false },
  ])
  await world.database.query('delete from posthouse.jobs')
})
