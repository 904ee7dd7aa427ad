import { expect, test } from 'vitest'
import { bot, hours, job, seconds } from '#platform/bot.ts'
import { rowsOf } from '#testing/raw.ts'
import { type Town, town } from '#testing/town.ts'
import type { Aside, Desk, Which } from '../people/desk.ts'
import type { Telegram } from '../telegram/client.ts'
import { desks, listAside } from './aside.ts'
import { dropUpdates } from './drop.ts'

const fetchBread = job('bread', {
  tries: 1,
  call: async ({ outside, key }) => (outside as Outside).call(key),
  save: async (ctx, { chat }: { chat: number }) => ctx.send(chat, 'Here is your bread.'),
})

interface Outside {
  call(key: string): void
}

/** A bakery, in releases: what breaks in one may work in the next. */
const bakery = (release: { breaks?: boolean; oven?: (key: string) => void }) =>
  bot({
    name: 'bakery',
    commands: {
      cake: (ctx) => {
        if (release.breaks) throw new Error('no sugar')
        ctx.reply(`A cake for ${ctx.args}.`)
      },
      loaf: (ctx) => ctx.reply('A loaf.'),
      bread: (ctx) => ctx.enqueue(fetchBread, { chat: ctx.chat }, { key: `bread ${ctx.chat}` }),
      tell: (ctx) => ctx.send(Number(ctx.args), 'Your cake is ready.'),
    },
    jobs: [fetchBread],
    connect: () => ({ call: (key: string) => release.oven?.(key) }),
  })

const act = (world: Town, kind: Aside['kind'], what: 'replay' | 'discard', which: Which, more = {}) =>
  world.database.transaction((transaction) =>
    (desks[kind] as Desk)[what](transaction, which, {
      now: world.now,
      by: 'the night shift',
      reason: 'a test',
      ...more,
    }),
  )

const aside = async (world: Town, discarded = false) =>
  (await listAside(world.database, { most: 50, from: 0, discarded })).map(
    (one) => `${one.kind} ${one.state} ${one.error}`,
  )

const audited = (world: Town) =>
  rowsOf<{ action: string; detail: string }>(world, 'select action, detail from posthouse.audit order by id')

test('a poison update in a busy chat is dead after three tries, its chat goes on within two seconds, and it is done after the fix', async () => {
  const world = await town(bakery({ breaks: true }))
  const [ann, bob] = [world.person('Ann'), world.person('Bob')]
  await ann.says('/cake Ann')
  await ann.says('/loaf')
  await bob.says('/loaf')
  bob.sees('A loaf.')
  ann.seesNot('A loaf.')
  await world.passes(seconds(2))
  ann.sees('A loaf.')
  await ann.says('/loaf')
  ann.sees('A loaf.')
  expect(await aside(world)).toEqual(['update dead no sugar'])

  await act(world, 'update', 'replay', { ids: [1] })
  await world.settled()
  expect(await aside(world), 'put back too early, it gets three tries again').toEqual([])
  await world.passes(seconds(2))
  expect(await aside(world)).toEqual(['update dead no sugar'])

  await world.restarts(bakery({}))
  await ann.says('/loaf')
  ann.seesNot('A cake for Ann.')
  const [dead] = await listAside(world.database, { most: 50, from: 0 })
  expect(dead).toMatchObject({
    kind: 'update',
    bot: 'bakery',
    chat: ann.id,
    what: 'message',
    words: '/cake Ann',
    tries: 3,
  })
  expect(await act(world, 'update', 'replay', { ids: [dead!.id] })).toEqual([{ id: dead!.id, bot: 'bakery' }])
  await world.settled()
  ann.sees('A cake for Ann.')
  expect(await aside(world)).toEqual([])
  expect(await act(world, 'update', 'replay', { ids: [dead!.id] }), 'what is done stays done').toEqual([])
  const written = (await audited(world)).at(-1)
  expect(written?.action).toBe('updates_replayed')
  expect(JSON.parse(written!.detail)).toMatchObject({ by: 'the night shift', reason: 'a test', ids: [dead!.id] })
})

test('dead updates that are put back together are handled in the order in which they came, and before what came later', async () => {
  const world = await town(bakery({ breaks: true }))
  const ann = world.person('Ann')
  for (const name of ['one', 'two', 'three']) {
    await ann.says(`/cake ${name}`)
    await world.passes(seconds(2))
  }
  await world.restarts(bakery({}))
  await act(world, 'update', 'replay', { bot: 'bakery' })
  await ann.says('/cake four')
  expect(ann.screen().filter((line) => line.startsWith('A cake'))).toEqual([
    'A cake for one.',
    'A cake for two.',
    'A cake for three.',
    'A cake for four.',
  ])
})

test('a dead job is run again with the key it had, unless its work is being done already', async () => {
  const keys: string[] = []
  const oven = { cold: true }
  const release = {
    oven(key: string) {
      keys.push(key)
      if (oven.cold) throw new Error('the oven is cold')
    },
  }
  const world = await town(bakery(release))
  const ann = world.person('Ann')
  await ann.says('/bread')
  await ann.says('/bread')
  expect(await aside(world)).toEqual(['job dead the oven is cold', 'job dead the oven is cold'])

  oven.cold = false
  const first = await act(world, 'job', 'replay', { bot: 'bakery' })
  expect(first, 'of two with one key the newer').toEqual([{ id: 2, bot: 'bakery' }])
  expect(await act(world, 'job', 'replay', { ids: [1] }), 'its key waits').toEqual([])
  await world.settled()
  ann.sees('Here is your bread.')
  expect(keys).toEqual(['bakery:bread:1', 'bakery:bread:2', 'bakery:bread:2'])

  expect(await act(world, 'job', 'discard', { ids: [1, 2] })).toEqual([{ id: 1, bot: 'bakery' }])
  expect(await aside(world)).toEqual([])
  expect(await aside(world, true)).toEqual(['job discarded the oven is cold'])
  expect(await act(world, 'job', 'replay', { ids: [1] }), 'a changed mind').toEqual([{ id: 1, bot: 'bakery' }])
})

test('a message that was refused goes out when it is replayed; one that perhaps arrived only with force', async () => {
  const world = await town(bakery({}))
  const [ann, bob] = [world.person('Ann'), world.person('Bob')]
  await bob.says('/loaf')
  await bob.blocks()
  await ann.says(`/tell ${bob.id}`)
  const [refused] = await listAside(world.database, { most: 50, from: 0 })
  expect(refused).toMatchObject({
    kind: 'send',
    state: 'dead',
    chat: bob.id,
    what: 'sendMessage',
    words: 'Your cake is ready.',
  })
  await bob.unblocks()
  // It is older than the day for which a message is tried, and Telegram stumbles once more.
  await world.passes(hours(48))
  world.simulator.fault({ method: 'sendMessage', kind: 'html-502' })
  expect(await act(world, 'send', 'replay', { bot: undefined })).toEqual([{ id: refused!.id, bot: 'bakery' }])
  await world.passes(seconds(5))
  bob.sees('Your cake is ready.')
  expect(await aside(world)).toEqual([])

  await bob.blocks()
  await ann.says(`/tell ${bob.id}`)
  await world.database.query('update posthouse.outbox set state = 4 where state = 3')
  await bob.unblocks()
  const [perhaps] = await listAside(world.database, { most: 50, from: 0 })
  expect(perhaps?.state).toBe('perhaps sent')
  const ids = [perhaps!.id]
  for (const which of [{ bot: 'bakery' }, { ids }]) expect(await act(world, 'send', 'replay', which)).toEqual([])
  expect(await act(world, 'send', 'discard', { bot: 'bakery' }), 'not with all the others').toEqual([])
  expect(await act(world, 'send', 'discard', { ids })).toHaveLength(1)
  expect(await act(world, 'send', 'replay', { ids }), 'discarding it makes it no surer').toEqual([])
  expect(await act(world, 'send', 'replay', { ids }, { force: true })).toHaveLength(1)
  await world.settled()
  bob.sees('Your cake is ready.')
})

test('what is discarded stays, with the reason and the error, and can be put back', async () => {
  const world = await town(bakery({ breaks: true }))
  const ann = world.person('Ann')
  await ann.says('/cake Ann')
  await world.passes(seconds(2))
  expect(await act(world, 'update', 'discard', { bot: 'elsewhere' })).toEqual([])
  expect(await act(world, 'update', 'discard', { bot: 'bakery' })).toHaveLength(1)
  expect(await aside(world)).toEqual([])
  expect(await aside(world, true)).toEqual(['update skipped discarded: a test (was: no sugar)'])
  await world.restarts(bakery({}))
  expect(await act(world, 'update', 'replay', { bot: 'bakery' }), 'all means what is still to be decided').toEqual([])
  const [found] = await listAside(world.database, { most: 50, from: 0, discarded: true })
  await act(world, 'update', 'replay', { ids: [found!.id] })
  await world.settled()
  ann.sees('A cake for Ann.')
})

test('what is dropped is in the database before Telegram is allowed to forget it, also when the way breaks in between', async () => {
  const world = await town(bakery({}))
  const all = Array.from({ length: 250 }, (_, index) => ({
    update_id: 1000 + index,
    message: { message_id: index, date: 0, chat: { id: 7, type: 'private' }, text: `/cake ${index}` },
  }))
  let left = all
  let calls = 0
  const kept = async () =>
    new Set(
      (await rowsOf<{ id: number }>(world, 'select update_id as id from posthouse.inbox where state = 3')).map(
        ({ id }) => id,
      ),
    )
  /** Telegram's rules: what is before the offset is forgotten. It hangs up on the third call. */
  const call = async (_method: string, { offset = 0, limit }: { offset?: number; limit: number }) => {
    const known = await kept()
    for (const { update_id } of left) if (update_id < offset) expect(known).toContain(update_id)
    left = left.filter(({ update_id }) => update_id >= offset)
    calls += 1
    if (calls === 3) throw new Error('hung up')
    return left.slice(0, limit)
  }
  const drop = () =>
    dropUpdates(
      world.database,
      'bakery',
      { telegram: { call } as unknown as Telegram, pending: all.length },
      { now: world.now, by: 'ann', reason: 'x' },
    )
  await expect(drop()).rejects.toThrow('hung up')
  expect((await kept()).size).toBe(200)
  expect(await drop()).toEqual({ fromTelegram: 50, fromInbox: 0 })
  expect([left, (await kept()).size]).toEqual([[], 250])
})
