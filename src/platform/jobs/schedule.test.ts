import { expect, test } from 'vitest'
import { bot, days, hours, job, minutes } from '#platform/bot.ts'
import { rowsOf } from '#testing/raw.ts'
import { town } from '#testing/town.ts'
import { nextTick } from './schedule.ts'

const cockcrow = job('cockcrow', (ctx) => ctx.audit('crowed', ctx.now.toISOString()))
const farm = bot({
  name: 'farm',
  commands: { start: (ctx) => ctx.reply('hello') },
  jobs: [cockcrow],
  schedule: { morning: { cron: '0 6 * * *', zone: 'Europe/Kyiv', job: cockcrow } },
})

const crows = async (world: Awaited<ReturnType<typeof town>>) =>
  (
    await rowsOf<{ subject: string }>(world, "select subject from posthouse.audit where action = 'crowed' order by id")
  ).map((row) => row.subject)

test('a scheduled job runs at its hour, day after day, and over a change to summer time', async () => {
  const world = await town(farm, { at: '2026-03-27T12:00:00Z' })
  await world.passes(days(3))
  expect(await crows(world)).toEqual([
    '2026-03-28T04:00:00.000Z',
    '2026-03-29T03:00:00.000Z',
    '2026-03-30T03:00:00.000Z',
  ])
})

test('hours missed while nobody was there are made up for once', async () => {
  const world = await town(farm, { at: '2026-05-01T12:00:00Z' })
  await world.settled()
  await rowsOf(world, "update posthouse.schedules set next_at = '2026-04-20T03:00:00Z'")
  await world.restarts()
  await world.passes(minutes(5))
  expect(await crows(world)).toHaveLength(1)
})

test('the next tick is after the moment it is asked for, whatever the moment', () => {
  const at = (iso: string) => nextTick({ cron: '*/15 * * * *' }, new Date(iso)).toISOString()
  expect(at('2026-01-01T00:00:00Z')).toBe('2026-01-01T00:15:00.000Z')
  expect(at('2026-01-01T00:14:59.999Z')).toBe('2026-01-01T00:15:00.000Z')
  expect(() => nextTick({ cron: '0 0 31 2 *' }, new Date(0))).toThrow()
  expect(hours(1)).toBe(3_600_000)
})
