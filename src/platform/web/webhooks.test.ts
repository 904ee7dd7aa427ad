import { expect, test } from 'vitest'
import { z } from 'zod'
import { bot, type Clock, days, fmt, job, texts, webhook } from '#platform/bot.ts'
import { rowsOf } from '#testing/raw.ts'
import { type Town, town } from '#testing/town.ts'
import { createSweep } from '../db/sweep.ts'
import { createDeliveries } from '../jobs/deliveries.ts'
import { createLog } from '../ops/log.ts'

const said = (line: string) => fmt`${line}`
const say = texts({ en: { said }, uk: { said }, ru: { said } })

const ring = job('ring', (ctx, { chat, line }: { chat: number; line: string }) => ctx.send(chat, say.said(line)))

const bell = webhook({
  admit({ headers, raw, outside }) {
    if (headers['x-secret'] !== 'sesame') return { refuse: headers['x-secret'] === 'closed' ? 404 : 401 }
    expect(raw).toBeInstanceOf(Buffer)
    expect(outside).toBe('the world')
    return { key: headers['x-delivery'] ?? '' }
  },
  body: z.object({ chat: z.number(), line: z.string() }),
  async receive(ctx, { headers, body: { chat, line } }) {
    if (line === 'fall') throw new Error('The bell fell.')
    ctx.enqueue(ring, { chat, line })
    ctx.audit('rung', headers['x-delivery'], { line })
    ctx.committed(() => ctx.log.info('rung', { line }))
  },
})

const tower = bot({
  name: 'tower',
  commands: { start: (ctx) => ctx.reply(say.said('hello')) },
  jobs: [ring],
  webhooks: { bell },
  connect: () => 'the world',
})

async function opened() {
  const world = await town(tower)
  const ann = world.person('Ann')
  await ann.says('/start')
  return { world, ann, body: JSON.stringify({ chat: ann.id, line: 'ding' }) }
}

const post = (world: Town, body: string | Buffer, headers: Record<string, string> = {}, path = '/webhooks/bell') =>
  fetch(world.web.url + path, {
    method: 'POST',
    headers: { 'content-type': 'application/json', 'x-secret': 'sesame', 'x-delivery': 'd1', ...headers },
    body: new Uint8Array(Buffer.from(body)),
  })

const known = (world: Town) => rowsOf(world, 'select bot, webhook, key from posthouse.webhook_deliveries')
const audited = (world: Town) => rowsOf(world, "select subject from posthouse.audit where action = 'rung'")

test('what another system delivers takes effect once, however often it is delivered', async () => {
  const { world, ann, body } = await opened()
  const answers = await Promise.all(Array.from({ length: 10 }, () => post(world, body)))
  expect(answers.map(({ status }) => status)).toEqual(Array(10).fill(202))
  await world.settled()
  expect((await post(world, body)).status).toBe(202)
  await world.settled()
  expect(ann.screen().filter((line) => line.includes('ding'))).toHaveLength(1)
  expect(await audited(world)).toEqual([{ subject: 'd1' }])
  expect(await known(world)).toEqual([{ bot: 'tower', webhook: 'bell', key: 'd1' }])
  expect((await world.metrics.scrape()).text).toContain('webhook_deliveries_total{webhook="bell",status="202"} 11')
  expect(world.logged.filter(({ event }) => event === 'rung')).toHaveLength(1)
})

test('who is not let in, and what is no delivery, leaves nothing behind', async () => {
  const { world, body } = await opened()
  const statuses = {
    secret: (await post(world, body, { 'x-secret': 'guess' })).status,
    closed: (await post(world, body, { 'x-secret': 'closed' })).status,
    noKey: (await post(world, body, { 'x-delivery': '' })).status,
    longKey: (await post(world, body, { 'x-delivery': 'k'.repeat(201) })).status,
    notJson: (await post(world, '{')).status,
    empty: (await post(world, '')).status,
    otherShape: (await post(world, '{"chat":"5"}')).status,
    notUtf8: (await post(world, Buffer.from([0xff, 0xfe]))).status,
    form: (await post(world, 'chat=5', { 'content-type': 'application/x-www-form-urlencoded' })).status,
    large: (await post(world, `{"line":"${'a'.repeat(1 << 20)}"}`)).status,
    other: (await post(world, body, {}, '/webhooks/whistle')).status,
    get: (await fetch(`${world.web.url}/webhooks/bell`)).status,
  }
  expect(statuses).toEqual({
    secret: 401,
    closed: 404,
    noKey: 400,
    longKey: 400,
    notJson: 400,
    empty: 400,
    otherShape: 400,
    notUtf8: 400,
    form: 415,
    large: 413,
    other: 404,
    get: 404,
  })
  expect(await (await post(world, body, { 'x-secret': 'guess' })).text()).toBe('')
  expect([await known(world), await audited(world)]).toEqual([[], []])
  const { text } = await world.metrics.scrape()
  expect(text).toContain('webhook_deliveries_total{webhook="bell",status="401"} 2')
  expect(text).not.toContain('whistle')
})

test('a delivery that could not be written is answered 503, leaves nothing, and is taken when it comes again', async () => {
  const { world, ann, body } = await opened()
  const fall = JSON.stringify({ chat: ann.id, line: 'fall' })
  expect((await post(world, fall)).status).toBe(503)
  await world.database.query('alter table posthouse.webhook_deliveries rename to away')
  const answer = await post(world, body)
  expect([answer.status, answer.headers.get('retry-after'), await answer.text()]).toEqual([503, '1', ''])
  await world.database.query('alter table posthouse.away rename to webhook_deliveries')
  expect([await known(world), await audited(world)]).toEqual([[], []])
  expect((await post(world, body)).status).toBe(202)
  await world.settled()
  ann.sees('ding')
})

test('a restart does not forget what was delivered', async () => {
  const { world, body } = await opened()
  await post(world, body)
  await world.restarts()
  expect((await post(world, body)).status).toBe(202)
  expect(await audited(world)).toHaveLength(1)
})

test('eight days later a delivery is swept away', async () => {
  const { world, body } = await opened()
  await post(world, body)
  const kept: number[] = []
  for (const wait of [days(7), days(2)]) {
    await world.passes(wait)
    const stop = new AbortController()
    const sweep = createSweep({
      database: world.database,
      clock: clockAt(world, stop),
      log: createLog({ level: 'fatal' }),
    })
    await sweep.run(stop.signal)
    kept.push((await known(world)).length)
  }
  expect(kept).toEqual([1, 0])
})

const clockAt = (world: Town, stop: AbortController): Clock => ({
  now: () => world.now,
  monotonic: () => 0,
  sleep: async () => stop.abort(),
})

test('two bots cannot have the same address, and an address is plain letters', () => {
  const options = { database: {}, clock: {}, log: {}, superadmins: new Set<number>(), committed: () => undefined }
  const bots = ['a', 'b'].map((name) => ({ name, webhooks: { bell }, outside: undefined }))
  expect(() => createDeliveries({ ...options, bots } as never)).toThrow('a and b both have a webhook "bell"')
  expect(() => bot({ name: 'tower', commands: {}, webhooks: { 'a/../b': bell } })).toThrow('cannot be a webhook')
  expect(() => bot({ name: 'webhooks', commands: {} })).toThrow('cannot be a bot')
})
