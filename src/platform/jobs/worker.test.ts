import { expect, test } from 'vitest'
import { after, again, bot, job, minutes, seconds } from '#platform/bot.ts'
import { rowsOf } from '#testing/raw.ts'
import { town } from '#testing/town.ts'
import { until } from '#testing/until.ts'

test('a job that is not finished says when to look again, and keeps its key', async () => {
  const looks: string[] = []
  const look = job('look', (ctx, { chat }: { chat: number }) => {
    looks.push(ctx.now.toISOString().slice(14, 19))
    if (looks.length < 3) return again(after(ctx.now, minutes(5)))
    ctx.send(chat, 'there it is')
  })
  const watcher = bot({
    name: 'watcher',
    commands: { look: (ctx) => ctx.enqueue(look, { chat: ctx.chat }, { key: 'one' }) },
    jobs: [look],
  })
  const world = await town(watcher)
  const ann = world.person('Ann')
  await ann.says('/look')
  await world.passes(minutes(20))
  ann.sees('there it is')
  expect(looks).toEqual(['00:00', '05:00', '10:00'])
})

test('a waiting job with the same key is brought forward, never doubled', async () => {
  let runs = 0
  const bell = job('bell', () => {
    runs += 1
  })
  const tower = bot({
    name: 'tower',
    commands: {
      later: (ctx) => ctx.enqueue(bell, null, { key: 'bell', at: after(ctx.now, minutes(60)) }),
      sooner: (ctx) => ctx.enqueue(bell, null, { key: 'bell', at: after(ctx.now, minutes(5)) }),
    },
    jobs: [bell],
  })
  const world = await town(tower)
  const ann = world.person('Ann')
  await ann.says('/later')
  await ann.says('/sooner')
  await ann.says('/later')
  await world.passes(minutes(6))
  expect(runs).toBe(1)
  await world.passes(minutes(120))
  expect(runs).toBe(1)
})

test('a job whose owner died is run by the next one, and a late owner writes nothing', async () => {
  const calls: (() => void)[] = []
  const slow = job('slow', {
    call: () =>
      new Promise<string>((resolve) => {
        calls.push(() => resolve('done'))
        if (calls.length > 1) resolve('done by the second')
      }),
    save(ctx, { chat }: { chat: number }, result: string) {
      ctx.send(chat, result)
    },
  })
  const mill = bot({ name: 'mill', commands: { grind: (ctx) => ctx.enqueue(slow, { chat: ctx.chat }) }, jobs: [slow] })
  const world = await town(mill)
  const ann = world.person('Ann')
  // The owner falls silent in the middle of its call: its lease is taken over, as after a kill.
  const silent = ann.says('/grind')
  await until(() => calls.length === 1)
  await rowsOf(world, "update posthouse.jobs set owner = 'somebody who died', until = $1", [
    after(world.now, seconds(-1)),
  ])
  calls[0]?.()
  await silent
  await world.settled()
  ann.sees('done by the second')
  expect(ann.screen().filter((line) => line.startsWith('done'))).toEqual(['done by the second'])
  expect((await world.metrics.scrape()).text).toMatch(/job_lease_lost_total 1/)
})
