import { afterEach, expect, test } from 'vitest'
import { bot, minutes } from '#platform/bot.ts'
import { closeHouses, houses } from '#testing/houses.ts'
import { announcerOf } from './carrier.ts'

afterEach(closeHouses)

const ferry = bot({ name: 'ferry', commands: { start: (ctx) => ctx.reply('Hello.') } })
const barge = bot({
  name: 'barge',
  announces: true,
  commands: { start: (ctx) => ctx.reply('Hello.'), runbook: (ctx) => ctx.reply('Step 1.') },
})

/** Two bots polled by two processes; `barge` speaks for the house. Olena has opened both, Taras only `ferry`. */
async function scene() {
  const all = await houses([ferry, barge])
  const olena = { ferry: all.person('Olena', 'ferry'), barge: all.person('Olena', 'barge') }
  const taras = { ferry: all.person('Taras', 'ferry'), barge: all.person('Taras', 'barge') }
  for (const one of [olena.ferry, olena.barge, taras.ferry]) await one.says('/start')
  const told = () =>
    [olena.ferry, olena.barge, taras.ferry, taras.barge].map(
      (one) => one.screen().filter((line) => /🔴|🟢/u.test(line)).length,
    )
  const pollers = { ferry: all.process(), barge: all.process() }
  await pollers.ferry.polls('ferry')
  await pollers.barge.polls('barge')
  await all.passes(minutes(2))
  return { ...all, olena, taras, told, pollers }
}

test('the bot that speaks for the house tells of another; who has not opened it hears of it elsewhere', async () => {
  const { pollers, passes, told, olena, taras } = await scene()
  pollers.ferry.hangs()
  await passes(minutes(7))
  // Taras can only be written to by the bot that is down: it may be able to speak all the same.
  expect(told()).toEqual([0, 1, 1, 0])
  olena.barge.sees('🔴 ferry does not hear anybody')
  olena.barge.sees('/runbook')
  taras.ferry.sees('🔴 ferry does not hear anybody')
  taras.ferry.seesNot('/runbook')
})

test('when that bot itself is down, another one tells of it', async () => {
  const { pollers, passes, told, olena, database } = await scene()
  pollers.barge.hangs()
  await passes(minutes(7))
  expect(told()).toEqual([1, 0, 1, 0])
  olena.ferry.sees('🔴 barge does not hear anybody')
  const { rows } = await database.query<{ bot: string; via: string }>(
    'select bot, via from posthouse.notifications order by id',
  )
  expect(rows, 'it stands in the inbox of the bot that speaks for the house').toEqual([
    { bot: 'barge', via: 'ferry' },
    { bot: 'barge', via: 'ferry' },
  ])
  await pollers.barge.polls('barge')
  await passes(minutes(1))
  expect(told(), 'well again, it tells of its own return').toEqual([1, 1, 2, 0])
})

test('when its token is refused, another one tells of it', async () => {
  const { pollers, passes, told, simulator, bots } = await scene()
  simulator.revokesToken(bots.get('barge')!)
  pollers.ferry.hangs()
  await passes(minutes(7))
  expect(told()).toEqual([1, 0, 1, 0])
})

test('who has blocked it is told by another one', async () => {
  const { pollers, passes, told, olena } = await scene()
  await olena.barge.blocks()
  pollers.ferry.hangs()
  await passes(minutes(7))
  expect(told()).toEqual([1, 0, 1, 0])
})

test('when all bots are down it is tried all the same, once for each', async () => {
  const { pollers, passes, told } = await scene()
  pollers.ferry.hangs()
  pollers.barge.hangs()
  await passes(minutes(30))
  expect(told()).toEqual([0, 2, 2, 0])
})

test('who is a superadmin by role is told, too', async () => {
  const { pollers, passes, person, database } = await scene()
  const vera = person('Vera', 'barge', { superadmin: false })
  await vera.says('/start')
  await database.query(
    `insert into posthouse.roles (person_id, bot, role, granted_at)
     select id, 'barge', 'superadmin', clock_timestamp() from posthouse.people where telegram_id = $1`,
    [vera.id],
  )
  await vera.says('/start')
  pollers.ferry.hangs()
  await passes(minutes(7))
  vera.sees('🔴 ferry does not hear anybody')
})

test('one bot of a fleet may speak for the house; the first does when none says so', () => {
  expect(announcerOf([ferry, barge])).toBe(barge)
  expect(announcerOf([ferry])).toBe(ferry)
  expect(() => announcerOf([barge, { ...barge, name: 'raft' }])).toThrow('barge and raft both announce')
})
