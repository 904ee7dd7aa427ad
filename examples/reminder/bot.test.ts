import { test } from 'vitest'
import { minutes } from '#platform/bot.ts'
import { town } from '#testing/town.ts'
import reminder from './bot.ts'

test('a reminder rings at the time it was asked for', async () => {
  const world = await town(reminder)
  const ann = world.person('Ann')
  await ann.says('/remind')
  await ann.says('buy bread')
  await ann.says('soon')
  ann.sees('not a number of minutes')
  await ann.says('20')
  ann.sees('Noted: buy bread')
  await world.passes(minutes(19))
  ann.seesNot('⏰')
  await world.passes(minutes(1))
  ann.sees('⏰ buy bread')
})
