import { expect, test } from 'vitest'
import { bot } from '#platform/bot.ts'
import { handClock } from '#testing/clock.ts'
import { type Town, town } from '#testing/town.ts'
import { minutes } from '../ops/clock.ts'
import { backlogCheck } from './backlog.ts'

test('a door is not ready while its updates wait for more than two minutes', async () => {
  const world = await town(bot({ name: 'quiet', commands: {} }))
  const clock = handClock(world.now)
  const check = backlogCheck(world.database, clock, ['quiet'])
  await arrives(world, 'other', -minutes(10))
  await arrives(world, 'quiet', 0)
  expect(await check()).toBeUndefined()
  clock.moveTo(new Date(world.now.getTime() + minutes(2)))
  expect(await check()).toBeUndefined()
  clock.moveTo(new Date(world.now.getTime() + minutes(2) + 1))
  expect(await check()).toBe('updates have been waiting for more than 120 s')
  await world.database.query('update posthouse.inbox set state = 1')
  expect(await check()).toBeUndefined()
})

function arrives(world: Town, name: string, ms: number) {
  return world.database.query(
    `insert into posthouse.inbox (bot, update_id, hash, chat, kind, payload, received_at)
     values ($1, 1, 'a', 1, 'update', '{}', $2)`,
    [name, new Date(world.now.getTime() + ms)],
  )
}
