import { afterEach, expect, test } from 'vitest'
import { after, bot, minutes } from '#platform/bot.ts'
import { closeHouses, houses } from '#testing/houses.ts'
import { dueIn, type Sign, suspect } from './incidents.ts'

afterEach(closeHouses)

const ferry = bot({ name: 'ferry', commands: { start: (ctx) => ctx.reply('Hello.') } })

test('of processes that want to tell the same at the same moment one does', async () => {
  const { process, person, database, now, settled, logged } = await houses([ferry])
  const olena = person('Olena', 'ferry')
  await olena.says('/start')
  const many = Array.from({ length: 6 }, () => process({ monitors: false }))
  const wrong: Sign[] = [{ bot: 'ferry', kind: 'heartbeat', since: after(now, -minutes(10)) }]
  for (const [signs, mark] of [
    [wrong, '🔴'],
    [[], '🟢'],
  ] as const) {
    await suspect(database, ['ferry'], { wrong: signs, unknown: [] })
    const due = await dueIn(database, ['ferry'], signs)
    expect([...due.begun, ...due.over]).toHaveLength(1)
    await Promise.all(many.map(({ announce }) => announce(due)))
    await settled()
    expect(olena.screen().filter((line) => line.includes(mark))).toHaveLength(1)
  }
  const { rows } = await database.query('select key from posthouse.notifications')
  expect(rows).toHaveLength(2)
  expect(logged.filter(({ event }) => String(event).startsWith('incident_'))).toHaveLength(2)
})

test('what is only suspected, and right again within five minutes, is never told', async () => {
  const { database, now } = await houses([ferry])
  const early: Sign[] = [{ bot: 'ferry', kind: 'webhook', since: after(now, -minutes(4)) }]
  await suspect(database, ['ferry'], { wrong: early, unknown: [] })
  expect(await dueIn(database, ['ferry'], early)).toEqual({ begun: [], over: [] })
  await suspect(database, ['ferry'], { wrong: [], unknown: early })
  expect((await database.query('select 1 from posthouse.incidents')).rows, 'nothing is known').toHaveLength(1)
  await suspect(database, ['ferry'], { wrong: [], unknown: [] })
  expect((await database.query('select 1 from posthouse.incidents')).rows).toHaveLength(0)
})
