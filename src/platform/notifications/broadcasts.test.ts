import { describe, expect, test } from 'vitest'
import {
  type Audience,
  type BroadcastProgress,
  bot,
  button,
  hours,
  inbox,
  inboxButtons,
  minutes,
  only,
  press,
  quietHours,
  seconds,
  texts,
} from '#platform/bot.ts'
import { type Town, type TownOptions, town } from '#testing/town.ts'
import { TELEGRAM_LIMITS } from '../outbox/limits.ts'
import { MOST_AHEAD } from './work-off.ts'

const say = texts({
  en: { news: 'The bridge is closed.', about: 'News of the town', map: 'Map' },
  uk: { news: 'Міст закрито.', about: 'Новини міста', map: 'Мапа' },
  ru: { news: 'Мост закрыт.', about: 'Новости города', map: 'Карта' },
})

/** `/news key [role]`, `/pause key`, `/resume key`, `/cancel_news key`, `/progress key` answers with the counts. */
const crier = bot({
  name: 'crier',
  commands: {
    start: (ctx) => ctx.reply('Hello.'),
    inbox,
    ...only('mayor', {
      news: (ctx) => {
        const [key = '', role] = ctx.args.split(' ')
        const to: Audience = role === undefined ? 'everyone' : role === 'me' ? { people: [ctx.person.id] } : { role }
        ctx.broadcast({ key, to, type: 'NEWS', what: say.news, buttons: [button(say.map, 'map')] })
      },
      pause: async (ctx) => ctx.reply(String(await ctx.broadcasts.pause(ctx.args))),
      resume: async (ctx) => ctx.reply(String(await ctx.broadcasts.resume(ctx.args))),
      cancel_news: async (ctx) => ctx.reply(String(await ctx.broadcasts.cancel(ctx.args))),
      progress: async (ctx) => {
        const progress = await ctx.broadcasts.progress(ctx.args)
        ctx.reply(progress ? wordsOf(progress) : 'none')
      },
    }),
  },
  buttons: { ...inboxButtons, map: press((ctx) => ctx.answer('Here it is.')) },
  dialogs: [quietHours],
  notifications: { NEWS: { about: say.about } },
})

const STATES = ['waiting', 'queued', 'sent', 'failed', 'perhaps', 'skipped', 'cancelled'] as const

/** `done 3: sent 2, skipped 1`, and that they add up. */
function wordsOf(progress: BroadcastProgress): string {
  const counts = STATES.filter((state) => progress[state] > 0).map((state) => `${state} ${progress[state]}`)
  const sum = STATES.reduce((all, state) => all + progress[state], 0)
  if (sum !== progress.recipients) return `${sum} of ${progress.recipients} are counted`
  return `${progress.state} ${progress.recipients}: ${counts.join(', ')}`
}

async function townWith(names: readonly string[], options: TownOptions = {}) {
  const world = await town(crier, options)
  const mayor = world.person('Mayor', { superadmin: true })
  const people = names.map((name) => world.person(name))
  await Promise.all([mayor, ...people].map((person) => person.says('/start')))
  return { world, mayor, people }
}

const crowd = (size: number) => Array.from({ length: size }, (_, index) => `Person ${index}`)

const heard = (people: { screen(): string[] }[]) =>
  people.filter((person) => person.screen().some((line) => line.includes('The bridge is closed.'))).length

const times = (person: { screen(): string[] }) =>
  person.screen().filter((line) => line.includes('The bridge is closed.')).length

const inOutbox = async (world: Town) => {
  const { rows } = await world.database.query<{ n: number }>(
    'select count(*)::int as n from posthouse.outbox where state < 2',
  )
  return rows[0]?.n ?? 0
}

describe('a broadcast', () => {
  test('reaches everyone who talks with the bot, in their language, and its states add up', async () => {
    const { world, mayor } = await townWith(['Ann', 'Bob'])
    const olha = world.person('Olha', { language: 'uk' })
    const stranger = world.person('Stranger')
    await olha.says('/start')
    const dan = world.person('Dan')
    await dan.says('/start')
    await dan.says('/inbox')
    await dan.presses('⚙️ Settings')
    await dan.presses('1. Message ✓')
    const eve = world.person('Eve')
    await eve.says('/start')
    await eve.blocks()
    const fay = world.person('Fay')
    await fay.says('/start')
    await fay.blocks()
    await world.database.query('delete from posthouse.unreachable where chat = $1', [fay.id])
    // Whom the bot knows from a group only, it may not write to.
    const square = world.simulator.group('Square', [
      stranger.person,
      world.simulator.bot({ username: 'crier_bot', name: 'crier' }),
    ])
    await stranger.says('/start', square)
    await mayor.says('/news flood')
    olha.sees('Міст закрито.')
    stranger.seesNot('bridge')
    dan.seesNot('bridge')
    await mayor.says('/progress flood')
    mayor.sees('done 7: sent 4, failed 1, skipped 2')
    await dan.says('/inbox')
    await dan.presses(/bridge/)
    dan.sees('The bridge is closed.')
    await dan.presses('Map')
    dan.sees('Here it is.')
    await eve.unblocks()
    await eve.says('/inbox')
    eve.sees('1 unread of 1')
  })

  test('with the same key is sent once', async () => {
    const { mayor, people } = await townWith(['Ann'])
    await mayor.says('/news flood')
    await mayor.says('/news flood')
    expect(people.map(times)).toEqual([1])
    await mayor.says('/news again')
    expect(people.map(times)).toEqual([2])
  })

  test('can be for those with a role, or for people by their ids', async () => {
    const { world, mayor, people } = await townWith(['Ann', 'Bob'])
    await world.database.query(
      `insert into posthouse.roles (person_id, bot, role, granted_at) select id, 'crier', 'guard', now() from posthouse.people where display_name = 'Ann'`,
    )
    await mayor.says('/news night guard')
    expect([...people, mayor].map(times)).toEqual([1, 0, 1])
    await mayor.says('/news mine me')
    expect([...people, mayor].map(times)).toEqual([1, 0, 2])
    await mayor.says('/news none nobody-has-this-role')
    await mayor.says('/progress none')
    mayor.sees('done 1: sent 1')
  })

  test('waits for whoever sleeps, and is done when they have it', async () => {
    const { world, mayor, people } = await townWith(['Ann'], { at: '2026-03-02T22:00:00Z' })
    const [ann] = people
    await ann?.says('/inbox')
    await ann?.presses('⚙️ Settings')
    await ann?.presses('🌙 Set quiet hours')
    await ann?.says('21-7')
    await ann?.presses('UTC')
    await mayor.says('/news flood')
    await mayor.says('/progress flood')
    mayor.sees('running 2: waiting 1, sent 1')
    await world.passes(hours(9) - minutes(1))
    expect(people.map(times)).toEqual([0])
    await world.passes(minutes(1))
    expect(people.map(times)).toEqual([1])
    await mayor.says('/progress flood')
    mayor.sees('done 2: sent 2')
  })

  test('stays within the limits, never fills the outbox, and answers come before it', async () => {
    const { world, mayor, people } = await townWith(crowd(150), { limits: TELEGRAM_LIMITS })
    await world.passes(seconds(10))
    await mayor.says('/news flood')
    expect(await inOutbox(world)).toBeLessThanOrEqual(MOST_AHEAD)
    await world.passes(seconds(2))
    const soon = heard(people)
    // 21 a second: the rest of what the bot may send is left for answers.
    expect(soon).toBeGreaterThan(35)
    expect(soon).toBeLessThanOrEqual(50)
    expect(await inOutbox(world)).toBeLessThanOrEqual(MOST_AHEAD)
    await people[149]?.says('/start')
    await world.passes(seconds(1))
    people[149]?.sees('Hello.')
    expect(heard(people)).toBeLessThan(150)
    await world.passes(seconds(10))
    await mayor.says('/progress flood')
    await world.passes(seconds(1))
    mayor.sees('done 151: sent 151')
    expect(people.every((person) => times(person) === 1)).toBe(true)
  })

  test('can be paused and resumed, also over a restart', async () => {
    const { world, mayor, people } = await townWith(crowd(150), { limits: TELEGRAM_LIMITS })
    await world.passes(seconds(10))
    await mayor.says('/news flood')
    await mayor.says('/pause flood')
    await world.passes(seconds(10))
    const before = heard(people)
    expect(before).toBeGreaterThan(0)
    expect(before).toBeLessThan(150)
    await world.restarts()
    await world.passes(seconds(10))
    expect(heard(people)).toBe(before)
    await mayor.says('/progress flood')
    mayor.sees(/^paused 151: waiting \d+, sent \d+$/)
    await mayor.says('/resume flood')
    await world.passes(seconds(10))
    expect(people.every((person) => times(person) === 1)).toBe(true)
    await mayor.says('/resume flood')
    mayor.sees('false')
  })

  test('can be cancelled: nobody else is written to', async () => {
    const { world, mayor, people } = await townWith(crowd(150), { limits: TELEGRAM_LIMITS })
    await world.passes(seconds(10))
    await mayor.says('/news flood')
    await mayor.says('/cancel_news flood')
    await world.passes(seconds(10))
    const got = heard(people)
    expect(got).toBeLessThan(150)
    await mayor.says('/progress flood')
    mayor.sees(/^cancelled 151: sent \d+, cancelled \d+$/)
    await mayor.says('/resume flood')
    mayor.sees('false')
    await world.passes(seconds(10))
    expect(heard(people)).toBe(got)
  })
})
