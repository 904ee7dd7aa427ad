import { describe, expect, test } from 'vitest'
import {
  bot,
  chooseLanguage,
  hours,
  inbox,
  inboxButtons,
  language,
  minutes,
  type Priority,
  press,
  quietHours,
  singleUse,
  texts,
  whole,
} from '#platform/bot.ts'
import { type Town, type TownOptions, town } from '#testing/town.ts'

const say = texts({
  en: {
    parcel: (n: string) => `Parcel ${n} is here.`,
    about: { PARCEL: 'A parcel came', NEWS: 'News of the town', FIRE: 'Fire' },
    take: 'Take it',
    taken: 'It is yours.',
  },
  uk: {
    parcel: (n) => `Посилка ${n} тут.`,
    about: { PARCEL: 'Прийшла посилка', NEWS: 'Новини міста', FIRE: 'Пожежа' },
    take: 'Забрати',
    taken: 'Вона ваша.',
  },
  ru: {
    parcel: (n) => `Посылка ${n} здесь.`,
    about: { PARCEL: 'Пришла посылка', NEWS: 'Новости города', FIRE: 'Пожар' },
    take: 'Забрать',
    taken: 'Она ваша.',
  },
})

/** `/tell ann PARCEL 7 [key] [priority]` notifies somebody else. */
const courier = bot({
  name: 'courier',
  commands: {
    start: (ctx) => ctx.reply('Hello.'),
    tell: async (ctx) => {
      const [who = '', type = '', n = '', key = '', priority = 'normal'] = ctx.args.split(' ')
      const person = await ctx.someone(who)
      if (!person) throw new Error(`nobody is called ${who}`)
      ctx.notify(person, {
        type,
        what: say.parcel(n),
        priority: priority as Priority,
        ...(key && key !== '-' ? { key } : {}),
        buttons: [singleUse(say.take, 'take', 7)],
      })
    },
    inbox,
    lang: chooseLanguage,
  },
  buttons: { ...inboxButtons, language, take: press((ctx) => ctx.reply(say.taken), whole(1, 9)) },
  dialogs: [quietHours],
  notifications: {
    PARCEL: { about: say.about.PARCEL },
    NEWS: { about: say.about.NEWS, channels: ['in_app'] },
    FIRE: { about: say.about.FIRE, essential: true },
  },
})

async function twoPeople(options: TownOptions = {}, language?: 'uk' | 'ru') {
  const world = await town(courier, options)
  const ann = world.person('Ann', { username: 'ann', ...(language ? { language } : {}) })
  const bob = world.person('Bob', { username: 'bob' })
  await ann.says('/start')
  await bob.says('/start')
  // So that only what comes from now on is new to her.
  await ann.says('/start')
  return { world, ann, bob }
}

const telegramOf = async (world: Town) => {
  const { rows } = await world.database.query<{ telegram: string; reason: string | null }>(
    'select telegram, reason from posthouse.notifications order by id',
  )
  return rows.map(({ telegram, reason }) => (reason ? `${telegram}: ${reason}` : telegram))
}

/** Of the messages about parcels, in their order: which came without a sound. */
const quietOnes = (world: Town) =>
  world.simulator
    .calls()
    .map(({ request }) => request as { text?: string; disable_notification?: boolean })
    .filter(({ text }) => text?.startsWith('Parcel'))
    .map(({ disable_notification: quiet = false }) => quiet)

describe('a notification', () => {
  test('comes as a message in the language of its reader and stands unread in their inbox', async () => {
    const { world, ann, bob } = await twoPeople({}, 'uk')
    await bob.says('/tell ann PARCEL 1')
    ann.sees('Посилка 1 тут.')
    await ann.says('/inbox')
    ann.sees('непрочитаних 1 із 1')
    await ann.presses('● Посилка 1 тут.')
    ann.sees('Посилка 1 тут.')
    await ann.presses('‹ Вхідні')
    ann.sees('усе прочитано')
    expect(await telegramOf(world)).toEqual(['sent'])
  })

  test('with a key comes once, whoever sends it again', async () => {
    const { world, ann, bob } = await twoPeople()
    await bob.says('/tell ann PARCEL 1 key-1')
    ann.sees('Parcel 1')
    await ann.says('/start')
    await bob.says('/tell ann PARCEL 1 key-1')
    ann.seesNot('Parcel 1')
    await bob.says('/tell ann PARCEL 1')
    ann.sees('Parcel 1')
    expect(await telegramOf(world)).toEqual(['sent', 'sent'])
  })

  test('keeps the language in which it was said', async () => {
    const { ann, bob } = await twoPeople({}, 'ru')
    await bob.says('/tell ann PARCEL 1')
    ann.sees('Посылка 1 здесь.')
    await ann.says('/lang')
    await ann.presses('Українська')
    await ann.says('/inbox')
    ann.sees('непрочитаних 1')
    await ann.presses('● Посылка 1 здесь.')
    ann.sees('Посылка 1 здесь.')
    await bob.says('/tell ann PARCEL 2')
    ann.sees('Посилка 2 тут.')
  })

  test('of a type that the bot does not list is a bug of the bot and reaches nobody', async () => {
    const { world, ann, bob } = await twoPeople()
    await bob.says('/tell ann LETTER 1')
    await world.passes(minutes(1))
    ann.seesNot('Parcel')
    expect(JSON.stringify(world.logged).includes('no notifications of type \\"LETTER')).toBe(true)
  })

  test('has a single-use button that works once, under the message or in the inbox', async () => {
    const { ann, bob } = await twoPeople()
    await bob.says('/tell ann PARCEL 1')
    await ann.presses('Take it')
    ann.sees('It is yours.')
    await ann.says('/inbox')
    await ann.presses(/Parcel 1/)
    await ann.presses('Take it')
    ann.seesNot('It is yours.')
    ann.sees('That button is old.')
  })
})

test('the inbox is opened in private only', async () => {
  const { world, ann } = await twoPeople()
  const square = world.simulator.group('Square', [
    ann.person,
    world.simulator.bot({ username: 'courier_bot', name: 'courier' }),
  ])
  await ann.says('/inbox', square)
  ann.sees('Let us do that in private.', square)
})

describe('preferences', () => {
  test('decide where a type goes, and only there', async () => {
    const { world, ann, bob } = await twoPeople()
    await ann.says('/inbox')
    ann.sees('Your inbox is empty.')
    await ann.presses('⚙️ Settings')
    ann.sees('1. A parcel came — inbox ✓, message ✓')
    ann.sees('2. News of the town — inbox ✓, message ✗')
    ann.sees('3. Fire — always, on both')
    await ann.presses('1. Message ✓')
    ann.sees('1. A parcel came — inbox ✓, message ✗')
    await ann.presses('2. Inbox ✓')
    await bob.says('/tell ann PARCEL 1')
    await bob.says('/tell ann NEWS 2')
    ann.seesNot('Parcel')
    await bob.says('/tell ann FIRE 3')
    ann.sees('Parcel 3')
    await ann.says('/inbox')
    ann.sees('2 unread of 2')
    expect(await telegramOf(world)).toEqual(['skipped: preference', 'skipped: preference', 'sent'])
  })

  test('a muted bot waits until the mute is over, and urgent messages come without a sound', async () => {
    const { world, ann, bob } = await twoPeople()
    await ann.says('/inbox')
    await ann.presses('⚙️ Settings')
    await ann.presses('🔕 1 h')
    ann.sees('Muted until 2 Mar 2026, 10:00 UTC')
    await bob.says('/tell ann PARCEL 1')
    await bob.says('/tell ann FIRE 2 - urgent')
    ann.sees('Parcel 2')
    expect(quietOnes(world)).toEqual([true])
    ann.seesNot('Parcel 1')
    await world.passes(minutes(59))
    ann.seesNot('Parcel 1')
    await world.passes(minutes(1))
    ann.sees('Parcel 1')
    expect(quietOnes(world)).toEqual([true, false])
    expect(await telegramOf(world)).toEqual(['sent', 'sent'])
  })

  test('muted for good: what waited comes when the person unmutes', async () => {
    const { world, ann, bob } = await twoPeople()
    await ann.says('/inbox')
    await ann.presses('⚙️ Settings')
    await ann.presses('🔕 Until I unmute')
    await bob.says('/tell ann PARCEL 1')
    await world.passes(hours(100))
    ann.seesNot('Parcel 1')
    await ann.presses('🔔 Unmute')
    ann.sees('Parcel 1')
  })

  test('what was read in the inbox meanwhile does not come as a message any more', async () => {
    const { world, ann, bob } = await twoPeople()
    await ann.says('/inbox')
    await ann.presses('⚙️ Settings')
    await ann.presses('🔕 1 h')
    await bob.says('/tell ann PARCEL 1')
    await bob.says('/tell ann PARCEL 2')
    await ann.says('/inbox')
    await ann.presses('Mark all as read')
    ann.sees('2 notifications marked as read.')
    await world.passes(hours(2))
    ann.seesNot('is here')
    expect(await telegramOf(world)).toEqual(['skipped: read', 'skipped: read'])
  })
})

describe('quiet hours', () => {
  async function asleep(at: string, from = '23:00–08:00', zone = 'Europe/Kyiv') {
    const people = await twoPeople({ at })
    const { ann } = people
    await ann.says('/inbox')
    await ann.presses('⚙️ Settings')
    await ann.presses('🌙 Set quiet hours')
    await ann.says(from)
    await ann.says(zone)
    return people
  }

  test('go over midnight: a message of the evening comes in the morning', async () => {
    // 22:30 in Kyiv.
    const { world, ann, bob } = await asleep('2026-03-02T20:30:00Z')
    ann.sees('From 23:00 to 08:00 only urgent messages come through. In Europe/Kyiv it is 22:30 now.')
    await bob.says('/tell ann PARCEL 1')
    ann.sees('Parcel 1')
    await world.passes(minutes(30))
    await bob.says('/tell ann PARCEL 2')
    await world.passes(hours(9) - minutes(1))
    await bob.says('/tell ann PARCEL 3')
    await bob.says('/tell ann FIRE 4 - urgent')
    ann.sees('Parcel 4')
    ann.seesNot('Parcel 2')
    await world.passes(minutes(1))
    ann.sees('Parcel 2')
    ann.sees('Parcel 3')
    expect(world.now.toISOString()).toBe('2026-03-03T06:00:00.000Z')
  })

  test('end by the clock on the wall in the night in which summer time begins', async () => {
    // 23:30 in Kyiv; the night is an hour shorter.
    const { world, ann, bob } = await asleep('2026-03-28T21:30:00Z')
    await bob.says('/tell ann PARCEL 1')
    await world.passes(hours(7.5) - minutes(1))
    ann.seesNot('Parcel 1')
    await world.passes(minutes(1))
    ann.sees('Parcel 1')
    expect(world.now.toISOString()).toBe('2026-03-29T05:00:00.000Z')
  })

  test('end once in the night in which an hour comes twice', async () => {
    // 02:30 in Kyiv, for the first time; quiet from 01:00 to 03:30, which comes at 00:30 and again at 01:30 UTC.
    const { world, ann, bob } = await asleep('2026-10-24T23:30:00Z', '1-3:30')
    await bob.says('/tell ann PARCEL 1')
    await world.passes(minutes(59))
    ann.seesNot('Parcel 1')
    await world.passes(minutes(1))
    ann.sees('Parcel 1')
    await world.passes(minutes(30))
    await bob.says('/tell ann PARCEL 2')
    ann.sees('Parcel 2')
  })

  test('are asked for until they make sense', async () => {
    const { ann } = await twoPeople()
    await ann.says('/inbox')
    await ann.presses('⚙️ Settings')
    await ann.presses('🌙 Set quiet hours')
    await ann.says('at night')
    ann.sees('"at night" is not from one time to another. Write it like 23:00–08:00.')
    await ann.says('8-8')
    ann.sees('another time than they begin')
    await ann.says('25:00-08:00')
    ann.sees('is not from one time to another')
    await ann.says('23-8')
    await ann.says('Mars/Base')
    ann.sees('I know no time zone "Mars/Base"')
    await ann.says('+03:00')
    ann.sees('I know no time zone "+03:00"')
    await ann.says('europe/kyiv')
    ann.sees('In Europe/Kyiv it is 11:00 now.')
    await ann.presses('⚙️ Settings')
    ann.sees('Quiet hours from 23:00 to 08:00 (Europe/Kyiv)')
    await ann.presses('No quiet hours')
    ann.sees('No quiet hours: messages come at any time.')
  })
})

describe('somebody who has blocked the bot', () => {
  test('has it in the inbox when they come back, and is written to again', async () => {
    const { world, ann, bob } = await twoPeople()
    await ann.blocks()
    await bob.says('/tell ann PARCEL 1')
    await ann.unblocks()
    await ann.says('/inbox')
    ann.sees('1 unread of 1')
    await bob.says('/tell ann PARCEL 2')
    ann.sees('Parcel 2')
    expect(await telegramOf(world)).toEqual(['skipped: unreachable', 'sent'])
  })

  test('is not known for it before the first refusal, which is no work for an operator', async () => {
    const { world, ann, bob } = await twoPeople()
    await ann.says('/inbox')
    await ann.presses('⚙️ Settings')
    await ann.presses('1. Inbox ✓')
    await ann.blocks()
    await world.database.query('delete from posthouse.unreachable')
    await bob.says('/tell ann PARCEL 1')
    const [state] = await telegramOf(world)
    expect(state).toMatch(/^failed: .*blocked/)
    const { rows } = await world.database.query('select 1 from posthouse.outbox')
    expect(rows).toEqual([])
    await ann.unblocks()
    await ann.says('/inbox')
    ann.sees('1 unread of 1')
  })
})

test('ten thousand notifications are paged through, unread first', async () => {
  const { world, ann, bob } = await twoPeople()
  await bob.says('/tell ann PARCEL 1')
  await world.database.query(
    `insert into posthouse.notifications (bot, person_id, type, priority, words, created_at, in_app, read_at, via, chat, essential, telegram)
     select bot, person_id, type, priority, '{"text":"Old ' || n || '","entities":[]}', created_at, true, created_at, via, chat, essential, telegram
     from posthouse.notifications, generate_series(1, 10000) n`,
  )
  const began = performance.now()
  await ann.says('/inbox')
  expect(performance.now() - began).toBeLessThan(1_000)
  ann.sees('1 unread of 10001')
  expect(ann.screen().at(-1)).toContain('[● Parcel 1 is here.] [Old 10000]')
  await ann.presses('›')
  expect(ann.screen().at(-1)).toContain('2 / 1667')
  await ann.presses('‹')
  expect(ann.screen().at(-1)).toContain('1 / 1667')
})

test('a bot whose types or screens cannot work is refused when it is declared', () => {
  const declare = (spec: object) => () => bot({ name: 'courier', commands: {}, ...spec })
  expect(declare({ notifications: { parcel: { about: say.about.PARCEL } } })).toThrow(
    'capitals, digits and _, at most 32',
  )
  expect(declare({ notifications: { PARCEL: { about: say.about.PARCEL, channels: [] } } })).toThrow('goes nowhere')
  expect(declare({ buttons: inboxButtons })).toThrow('list quietHours among its dialogs')
})

test('each result is counted once', async () => {
  const { world, bob } = await twoPeople()
  await bob.says('/tell ann PARCEL 1 k')
  await bob.says('/tell ann PARCEL 1 k')
  const { text } = await world.metrics.scrape()
  const of = (channel: string, result: string) =>
    Number(
      text
        .split('\n')
        .find(
          (line) =>
            line.startsWith('notifications_total') && line.includes(`"${channel}"`) && line.includes(`"${result}"`),
        )
        ?.split(' ')
        .at(-1),
    )
  expect([of('in_app', 'kept'), of('telegram', 'queued'), of('telegram', 'sent'), of('telegram', 'repeated')]).toEqual([
    1, 1, 1, 1,
  ])
})
