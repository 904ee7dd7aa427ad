import { connect } from 'node:net'
import { expect, test } from 'vitest'
import { bot } from '#platform/bot.ts'
import { rowsOf } from '#testing/raw.ts'
import { type Town, town } from '#testing/town.ts'
import { until } from '#testing/until.ts'

const quiet = bot({ name: 'quiet', commands: { start: (ctx) => ctx.reply('hello') } })

const post = (world: Town, body: string, headers: Record<string, string> = {}, path = '/webhook/quiet') =>
  fetch(world.web.url + path, { method: 'POST', headers: { 'content-type': 'application/json', ...headers }, body })

/** What the server says to these very bytes. */
const said = async (world: Town, bytes: string): Promise<string> => {
  const socket = connect(Number(new URL(world.web.url).port), '127.0.0.1')
  socket.write(bytes)
  const chunks: Buffer[] = []
  for await (const chunk of socket) chunks.push(chunk as Buffer)
  return Buffer.concat(chunks).toString()
}

const withSecret = (world: Town) => ({ 'x-telegram-bot-api-secret-token': world.web.secret })
const stored = (world: Town) => rowsOf(world, 'select seq from posthouse.inbox')
const update = JSON.stringify({
  update_id: 1,
  message: { message_id: 1, date: 0, chat: { id: 5, type: 'private', first_name: 'X' }, text: 'x' },
})

test('without the secret, or with a wrong one, nothing comes in', async () => {
  const world = await town(quiet)
  const { secret } = world.web
  for (const wrong of [undefined, '', 'x', `${secret}x`, secret.slice(0, -1), secret.toUpperCase()]) {
    const answer = await post(world, update, wrong === undefined ? {} : { 'x-telegram-bot-api-secret-token': wrong })
    expect([wrong, answer.status, await answer.text()]).toEqual([wrong, 401, ''])
  }
  expect((await post(world, update, withSecret(world), '/webhook/other')).status).toBe(401)
  expect(await stored(world)).toEqual([])
})

test('what is not an update is refused and not stored', async () => {
  const world = await town(quiet)
  const bad = [
    '',
    '{',
    'null',
    '[]',
    '"x"',
    '{}',
    '{"update_id":-1}',
    '{"update_id":"1"}',
    '{"update_id":1.5}',
    '{"update_id":1e300}',
    '{"update_id":null}',
    '{"update_id":9007199254740992}',
    '{"__proto__":{"update_id":5}}',
    '[{"update_id":1}]',
    '\uFEFF{"update_id":1}',
  ]
  for (const body of bad) expect([body, (await post(world, body, withSecret(world))).status]).toEqual([body, 400])
  const form = await post(world, 'update_id=1', {
    ...withSecret(world),
    'content-type': 'application/x-www-form-urlencoded',
  })
  expect(form.status).toBe(415)
  expect((await post(world, `{"update_id":1,"x":"${'a'.repeat(1 << 20)}"}`, withSecret(world))).status).toBe(413)
  for (const depth of [65, 10_000, 200_000]) {
    const deep = `{"update_id":1,"x":${'['.repeat(depth - 1)}${']'.repeat(depth - 1)}}`
    expect([depth, (await post(world, deep, withSecret(world))).status]).toEqual([depth, 400])
  }
  expect((await post(world, update, { ...withSecret(world), 'content-encoding': 'gzip' })).status).toBe(415)
  expect((await post(world, update, { ...withSecret(world), 'content-type': 'text/plain' })).status).toBe(415)
  expect(await stored(world)).toEqual([])
})

test('an update may come in any pieces, and one whose caller leaves harms nobody', async () => {
  const world = await town(quiet)
  const head = [
    'POST /webhook/quiet HTTP/1.1',
    'host: a',
    'content-type: application/json',
    `x-telegram-bot-api-secret-token: ${world.web.secret}`,
  ].join('\r\n')
  let id = 0
  const bodyWith = (letters: number) => JSON.stringify({ update_id: ++id, message: { text: 'x'.repeat(letters) } })
  const whole = (body: string) => `${head}\r\ncontent-length: ${body.length}\r\n\r\n${body}`
  const chunked = (body: string) => {
    const chunks = (body.match(/.{1,30000}/g) ?? []).map((one) => `${one.length.toString(16)}\r\n${one}\r\n`)
    return `${head}\r\ntransfer-encoding: chunked\r\n\r\n${chunks.join('')}0\r\n\r\n`
  }
  const open = () => {
    const socket = connect(Number(new URL(world.web.url).port), '127.0.0.1')
    let heard = ''
    socket.on('data', (bytes) => {
      heard += String(bytes)
    })
    return { socket, statuses: () => heard.match(/(?<=HTTP\/1\.1 )\d+/g) ?? [] }
  }

  const caller = open()
  let asked = 0
  for (const form of [whole, chunked])
    for (const letters of [0, 100, 70_000, 1_000_000]) {
      const request = form(bodyWith(letters))
      const cuts = [0, 50, request.indexOf('\r\n\r\n') + 4, request.length - 9, request.length - 2, request.length]
      for (const [index, cut] of cuts.slice(1).entries()) {
        caller.socket.write(request.slice(cuts[index], cut))
        await new Promise(setImmediate)
      }
      asked += 1
      await until(() => caller.statuses().length === asked)
    }
  caller.socket.write(whole(bodyWith(10)) + chunked(bodyWith(10)) + whole(bodyWith(10)))
  await until(() => caller.statuses().length === asked + 3)
  expect(new Set(caller.statuses())).toEqual(new Set(['200']))

  const leaving = open()
  leaving.socket.end(whole(bodyWith(1000)).slice(0, -20))
  const flooding = open()
  flooding.socket.write(chunked(bodyWith(1 << 20)))
  await until(() => flooding.statuses().length === 1)
  expect(flooding.statuses()).toEqual(['413'])
  caller.socket.write(whole(bodyWith(10)))
  await until(() => caller.statuses().length === asked + 4)
  for (const { socket } of [caller, leaving, flooding]) socket.destroy()
  expect(
    await rowsOf(world, 'select count(*)::int as n, max(length(payload)) > 1000000 as whole from posthouse.inbox'),
  ).toEqual([{ n: asked + 4, whole: true }])
})

test('only POST is answered, with the secret and without', async () => {
  const world = await town(quiet)
  for (const method of ['GET', 'HEAD', 'PUT', 'PATCH', 'DELETE', 'OPTIONS']) {
    for (const headers of [withSecret(world), {}]) {
      const { status } = await fetch(`${world.web.url}/webhook/quiet`, { method, headers })
      expect([method, status]).toEqual([method, 405])
    }
  }
  expect(await said(world, `TRACE /webhook/quiet HTTP/1.1\r\nHost: x\r\nConnection: close\r\n\r\n`)).toMatch(/ 405 /)
})

test('a secret sent twice is none, and two lengths of one body are refused', async () => {
  const world = await town(quiet)
  const secret = `X-Telegram-Bot-Api-Secret-Token: ${world.web.secret}\r\n`
  const rest = `Host: x\r\nContent-Type: application/json\r\nConnection: close\r\n`
  const head = `POST /webhook/quiet HTTP/1.1\r\n${rest}`
  const length = `Content-Length: ${update.length}\r\n`
  expect(await said(world, `${head}${secret}${secret}${length}\r\n${update}`)).toMatch(/^HTTP\/1.1 401 /)
  expect(await said(world, `${head}${secret}${length}Transfer-Encoding: chunked\r\n\r\n0\r\n\r\n`)).toMatch(/ 400 /)
  const nothing = `POST /webhook/quiet HTTP/1.1\r\nHost: x\r\nConnection: close\r\n${secret}`
  expect(await said(world, `${nothing}${length}\r\n${update}`)).toMatch(/ 415 /)
  expect(await stored(world)).toEqual([])
  expect(await said(world, `${head}${secret}${length}\r\n${update}`)).toMatch(/ 200 /)
  expect(await stored(world)).toHaveLength(1)
})

test('chats and people that cannot be are stored all the same and hold nobody up', async () => {
  const world = await town(quiet)
  const ann = world.person('Ann')
  const chats = ['1.5', '1e300', '-1e300', '9007199254740993', 'null', '"5"', '[]', '{}'].map((id) => `{"id":${id}}`)
  const people = [
    ...chats,
    ...['"a\\u0000b"', '5', '[]', '{}', 'null'].flatMap((odd) => [
      `{"id":7,"username":${odd}}`,
      `{"id":7,"language_code":${odd}}`,
      `{"id":7,"first_name":${odd}}`,
    ]),
  ]
  const messages = [
    ...chats.map((chat) => `{"chat":${chat},"from":{"id":7}}`),
    ...people.map((person) => `{"chat":{"id":5,"type":"private"},"from":${person},"text":"/start"}`),
  ]
  const answers = await Promise.all(
    messages.map((message, index) =>
      post(world, `{"update_id":${900_000 + index},"message":${message}}`, withSecret(world)),
    ),
  )
  expect(answers.map(({ status }) => status)).toEqual(messages.map(() => 200))
  await world.settled()
  await ann.says('/start')
  ann.sees('hello')
  await world.passes(3_000)
  expect(await rowsOf(world, 'select payload, error from posthouse.inbox where state = 0')).toEqual([])
})

test('strangers who ask for bots that are not here make no series', async () => {
  const world = await town(quiet)
  for (const name of ['a1', 'b2', 'c3']) await post(world, update, withSecret(world), `/webhook/${name}`)
  await post(world, update, { 'x-telegram-bot-api-secret-token': 'wrong' })
  const { text } = await world.metrics.scrape()
  expect(text).toContain('webhook_auth_failures_total{bot="none",reason="unknown_bot"} 3')
  expect(text).toContain('webhook_auth_failures_total{bot="quiet",reason="wrong"} 1')
  expect(text).toContain('bot_webhook_requests_total{bot="none",status="401"} 3')
  expect(text).not.toMatch(/a1|b2|c3/)
})

test('updates of every shape are stored and stop nobody', async () => {
  const world = await town(quiet)
  const ann = world.person('Ann')
  const shapes = [
    { update_id: 1, something_new: { from: { id: 7 } } },
    { update_id: 2, message: null },
    { update_id: 3, message: { message_id: 1, date: 0, chat: { id: 5, type: 'private' } } },
    {
      update_id: 4,
      channel_post: {
        message_id: 1,
        date: 0,
        chat: { id: -5, type: 'channel' },
        sender_chat: { id: -5 },
        text: '/start',
      },
    },
    {
      update_id: 5,
      message: {
        message_id: 2,
        date: 0,
        chat: { id: -6, type: 'group' },
        from: { id: 8, first_name: '\u0000\ud800' },
        text: '/start\u0000',
      },
    },
    { update_id: 6, callback_query: { id: '1', from: { id: 9, first_name: 'N' }, data: '1|x', chat_instance: '1' } },
    {
      update_id: 7,
      message: {
        message_id: 3,
        date: 2 ** 31,
        chat: { id: 10, type: 'private' },
        from: { id: 10, first_name: '<b>' },
        text: '🙂'.repeat(4096),
      },
    },
  ]
  const hostile = '{"update_id":8,"__proto__":{"polluted":true},"constructor":{"prototype":{"polluted":true}}}'
  for (const body of [...shapes.map((shape) => JSON.stringify(shape)), hostile]) {
    expect((await post(world, body, withSecret(world))).status).toBe(200)
  }
  await world.settled()
  await world.passes(3_000)
  expect(await rowsOf(world, 'select update_id, error from posthouse.inbox where state <> 1')).toEqual([])
  expect(({} as { polluted?: boolean }).polluted).toBeUndefined()
  await ann.says('/start')
  ann.sees('hello')
})

test('while the database is away the answer is 503, never 200', async () => {
  const world = await town(quiet)
  await world.database.query('alter table posthouse.inbox rename to inbox_away')
  expect((await post(world, update, withSecret(world))).status).toBe(503)
  await world.database.query('alter table posthouse.inbox_away rename to inbox')
  expect((await post(world, update, withSecret(world))).status).toBe(200)
  expect(await stored(world)).toHaveLength(1)
})

test('secrets and tokens are in no log line', async () => {
  const world = await town(quiet)
  await world.person('Ann').says('/start')
  await post(world, update, { 'x-telegram-bot-api-secret-token': 'wrong' })
  const printed = JSON.stringify(world.logged)
  expect(printed).not.toContain(world.web.secret)
  expect(printed).not.toMatch(/\d{5,}:[A-Za-z0-9_-]{30}/)
})
