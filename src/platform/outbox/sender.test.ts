import { expect, test } from 'vitest'
import { bold, bot, hours, minutes, seconds } from '#platform/bot.ts'
import { TELEGRAM_LIMITS } from '#platform/outbox/limits.ts'
import { rowsOf } from '#testing/raw.ts'
import { town } from '#testing/town.ts'

const parrot = bot({
  name: 'parrot',
  commands: {
    start: (ctx) => ctx.reply('hello'),
    many: (ctx) => {
      for (let n = 1; n <= Number(ctx.args); n += 1) ctx.reply(`line ${n}.`)
    },
    once: (ctx) => ctx.reply('money', { prefer: 'silence' }),
    board: (ctx) => ctx.reply('board 1', { as: 'board' }),
    move: (ctx) => ctx.edit(ctx.chat, 'board', `board ${ctx.args}`),
    topic: (ctx) => ctx.call('sendMessage', { text: 'called' }, { then: 'told', data: { n: 7 } }),
    wrong: (ctx) => ctx.call('sendMessage', { text: '' }, { then: 'told' }),
    file: (ctx) =>
      ctx.sendFile(
        ctx.chat,
        { name: 'li"st.csv', text: '\uFEFFa,b\r\n"\u00fc",--x\r\n', type: 'text/csv' },
        bold('The list'),
      ),
    long: (ctx) => ctx.reply(`${'word '.repeat(1_000)}\n\n${'🙂'.repeat(3_000)}`),
  },
  results: {
    told: (ctx, { ok, error, data }) => ctx.reply(`told ${ok} ${error ?? ''} ${JSON.stringify(data)}`),
  },
})

test('an order to wait is obeyed to the second, and the order of messages is kept', async () => {
  const world = await town(parrot)
  const ann = world.person('Ann')
  await ann.says('/start')
  world.simulator.fault({ method: 'sendMessage', kind: '429', retry_after: 30 })
  await ann.says('/many 3')
  ann.seesNot('line')
  await world.passes(seconds(29))
  ann.seesNot('line')
  await world.passes(seconds(1))
  expect(ann.screen().slice(-3)).toEqual(['line 1.', 'line 2.', 'line 3.'])
})

test('a process that was taken for gone while a chat had to wait does not speak to it any sooner', async () => {
  const world = await town(parrot)
  const ann = world.person('Ann')
  await ann.says('/start')
  world.simulator.fault({ method: 'sendMessage', kind: '429', retry_after: 30 })
  await ann.says('/many 2')
  await world.database.query('delete from posthouse.senders')
  await world.database.query(
    `with freed as (update posthouse.outbox set owner = null where owner is not null returning bot, chat, priority)
     insert into posthouse.lanes (bot, chat, priority, next_at) select distinct bot, chat, priority, '-infinity'::timestamptz from freed`,
  )
  await world.passes(seconds(29))
  ann.seesNot('line')
  await world.passes(seconds(31))
  expect(ann.screen().slice(-2)).toEqual(['line 1.', 'line 2.'])
})

test('a file is a document with words under it, byte for byte, and survives a refusal to wait and a restart', async () => {
  const world = await town(parrot)
  const ann = world.person('Ann')
  await ann.says('/start')
  world.simulator.fault({ method: 'sendDocument', kind: '429', retry_after: 30 })
  await ann.says('/file')
  ann.seesNot('The list')
  await world.restarts()
  await world.passes(seconds(61))
  expect(ann.screen().at(-1)).toBe('The list')
  expect(await ann.opens('li_st.csv')).toBe('\uFEFFa,b\r\n"\u00fc",--x\r\n')
})

test('a chat that is told to wait waits alone; when a second one is, too, the whole bot waits', async () => {
  const world = await town(parrot)
  const [ann, bob, eve] = [world.person('Ann'), world.person('Bob'), world.person('Eve')]
  for (const person of [ann, bob, eve]) await person.says('/start')
  world.simulator.fault({ method: 'sendMessage', kind: '429', retry_after: 10 })
  await ann.says('/many 2')
  await bob.says('/many 2')
  ann.seesNot('line')
  bob.sees('line 2.')
  world.simulator.fault({ method: 'sendMessage', kind: '429', retry_after: 10 })
  await bob.says('/many 3')
  await eve.says('/many 3')
  bob.seesNot('line 3.')
  eve.seesNot('line')
  await world.passes(seconds(10))
  expect(ann.screen().slice(-2)).toEqual(['line 1.', 'line 2.'])
  for (const person of [bob, eve]) expect(person.screen().slice(-3)).toEqual(['line 1.', 'line 2.', 'line 3.'])
})

test('edits of one message that wait behind each other are sent once, as the last of them', async () => {
  const world = await town(parrot)
  const ann = world.person('Ann')
  await ann.says('/board')
  world.simulator.fault({ method: 'editMessageText', kind: '429', retry_after: 5 })
  for (const n of [2, 3, 4]) await ann.says(`/move ${n}`)
  const before = world.simulator.calls().length
  await world.passes(seconds(6))
  const edits = world.simulator.calls().slice(before)
  expect(edits.filter(({ method }) => method === 'editMessageText')).toHaveLength(1)
  expect(ann.screen()).toContain('board 4')
})

test('a server error is tried again; a lost answer is counted, repeated by default, never where silence is preferred', async () => {
  const world = await town(parrot)
  const ann = world.person('Ann')
  await ann.says('/start')
  world.simulator.fault({ method: 'sendMessage', kind: '500' })
  await ann.says('/many 1')
  await world.passes(minutes(1))
  expect(ann.screen().filter((line) => line === 'line 1.')).toHaveLength(1)
  world.simulator.fault({ method: 'sendMessage', kind: 'drop-after' })
  await ann.says('/many 1')
  await world.passes(minutes(1))
  expect(ann.screen().filter((line) => line === 'line 1.')).toHaveLength(3)
  world.simulator.fault({ method: 'sendMessage', kind: 'drop-after' })
  await ann.says('/once')
  await world.passes(hours(1))
  expect(ann.screen().filter((line) => line === 'money')).toHaveLength(1)
  expect(await rowsOf(world, 'select state from posthouse.outbox where prefer_silence')).toEqual([{ state: 4 }])
  expect((await world.metrics.scrape()).text).toMatch(/telegram_ambiguous_sends_total 3/)
})

test('a message that must not be doubled still waits and tries again while it has certainly not left', async () => {
  const world = await town(parrot)
  const ann = world.person('Ann')
  await ann.says('/start')
  world.simulator.fault({ method: 'sendMessage', kind: '429', retry_after: 2 })
  await ann.says('/once')
  await world.passes(minutes(1))
  expect(ann.screen().filter((line) => line === 'money')).toHaveLength(1)
  expect(await rowsOf(world, 'select state from posthouse.outbox')).toEqual([])
})

test('a pause that Telegram asked for outlives a restart', async () => {
  const world = await town(parrot)
  const ann = world.person('Ann')
  await ann.says('/start')
  world.simulator.fault({ method: 'sendMessage', kind: '429', retry_after: 60 })
  await ann.says('/many 2')
  await world.restarts()
  await world.passes(seconds(59))
  ann.seesNot('line')
  await world.passes(seconds(1))
  expect(ann.screen().slice(-2)).toEqual(['line 1.', 'line 2.'])
})

test('what a dead sender may have sent already is sent, and counted as perhaps doubled', async () => {
  const world = await town(parrot)
  const ann = world.person('Ann')
  await ann.says('/start')
  world.simulator.fault({ method: 'sendMessage', kind: '429', retry_after: 60 })
  await ann.says('/many 2')
  await world.restarts()
  await rowsOf(world, "update posthouse.outbox set owner = 'somebody'")
  await rowsOf(world, 'delete from posthouse.lanes')
  await rowsOf(world, "insert into posthouse.senders (owner, seen_at) values ('somebody', $1)", [world.now])
  await world.passes(seconds(29))
  ann.seesNot('line')
  await world.passes(seconds(12))
  expect(ann.screen().slice(-2)).toEqual(['line 1.', 'line 2.'])
  expect((await world.metrics.scrape()).text).toMatch(/telegram_ambiguous_sends_total 1/)
})

test('who blocks the bot is remembered, and heard again when they come back', async () => {
  const world = await town(parrot)
  const ann = world.person('Ann')
  await ann.says('/start')
  world.simulator.fault({ method: 'sendMessage', kind: '429', retry_after: 5 })
  await ann.says('/many 2')
  await ann.blocks()
  await world.passes(minutes(1))
  expect(await rowsOf(world, 'select chat from posthouse.unreachable')).toEqual([{ chat: ann.id }])
  expect(await rowsOf(world, 'select state, error from posthouse.outbox where state > 2')).toEqual(
    Array(2).fill({ state: 3, error: 'Forbidden: bot was blocked by the user' }),
  )
  await ann.unblocks()
  expect(await rowsOf(world, 'select chat from posthouse.unreachable')).toEqual([])
})

test('a message that Telegram refuses is kept with its reason and holds nobody up', async () => {
  const world = await town(parrot)
  const ann = world.person('Ann')
  await ann.says('/wrong')
  ann.sees('told false Bad Request: message text is empty')
  await ann.says('/topic')
  ann.sees('told true  {"n":7}')
  expect(await rowsOf(world, 'select method, error from posthouse.outbox where state = 3')).toEqual([
    { method: 'sendMessage', error: 'Bad Request: message text is empty' },
  ])
})

test('a named message is edited in place, and sent anew when it is gone', async () => {
  const world = await town(parrot)
  const ann = world.person('Ann')
  await ann.says('/board')
  await ann.says('/move 2')
  ann.sees('board 2')
  expect(ann.screen()).toEqual(['> /board', 'board 2', '> /move 2'])
  await ann.says('/move 2')
  expect(await rowsOf(world, 'select state from posthouse.outbox where state <> 2')).toEqual([])
  await rowsOf(world, "update posthouse.named_messages set message_id = 99999 where name = 'board'")
  await ann.says('/move 3')
  ann.sees('board 3')
  await ann.says('/move 4')
  expect(ann.screen().filter((line) => line.startsWith('board'))).toEqual(['board 2', 'board 4'])
})

test('long texts arrive whole, in pieces Telegram takes', async () => {
  const world = await town(parrot)
  const ann = world.person('Ann')
  await ann.says('/long')
  const pieces = ann.screen().slice(1)
  expect(pieces.length).toBeGreaterThan(2)
  expect(pieces.join('').replaceAll(/\s/g, '')).toBe('word'.repeat(1_000) + '🙂'.repeat(3_000))
})

test('with Telegram’s limits a chat gets a burst of five, then one a second', async () => {
  const world = await town(parrot, { limits: TELEGRAM_LIMITS })
  const ann = world.person('Ann')
  await ann.says('/many 8')
  const lines = () => ann.screen().filter((line) => line.startsWith('line')).length
  expect(lines()).toBe(5)
  await world.passes(seconds(1))
  expect(lines()).toBe(6)
  await world.passes(seconds(2))
  expect(lines()).toBe(8)
})
