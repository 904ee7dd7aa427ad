import { createServer, type Server } from 'node:http'
import type { AddressInfo } from 'node:net'
import { afterEach, expect, test } from 'vitest'
import { days, hours, LANGUAGES, minutes } from '#platform/bot.ts'
import { rowsOf } from '#testing/raw.ts'
import type { Town } from '#testing/town.ts'
import { audited, begun, withRoles } from './scene.ts'

const SECRET = 'a-secret-for-alertmanager'
const NEXT = 'the-secret-that-comes-next'
const settings = { WATCH_ALERTMANAGER_SECRET: SECRET, WATCH_ALERTMANAGER_SECRET_NEXT: NEXT }

interface Wanted {
  name?: string
  status?: 'firing' | 'resolved'
  severity?: string
  startsAt?: string
  endsAt?: string
  runbook?: string
}

const alert = ({
  name = 'a',
  status = 'firing',
  severity = 'warning',
  startsAt = '2026-03-02T08:50:00Z',
  ...more
}: Wanted = {}) => ({
  status,
  labels: { alertname: 'BotDown', bot: name, severity },
  annotations: { summary: `${name} is <b>silent</b>`, ...(more.runbook ? { runbook_url: more.runbook } : {}) },
  startsAt,
  endsAt: more.endsAt ?? (status === 'resolved' ? '2026-03-02T09:10:00Z' : '0001-01-01T00:00:00Z'),
  generatorURL: 'http://prometheus:9090/graph?g0.expr=up',
  fingerprint: `f-${name}`,
})

const body = (alerts: ReturnType<typeof alert>[], groupKey = '{}:{alertname="BotDown"}') => ({
  version: '4',
  groupKey,
  truncatedAlerts: 0,
  status: alerts.some(({ status }) => status === 'firing') ? 'firing' : 'resolved',
  receiver: 'posthouse',
  groupLabels: { alertname: 'BotDown' },
  commonLabels: { alertname: 'BotDown' },
  commonAnnotations: {},
  externalURL: 'http://alertmanager:9093',
  alerts,
})

async function deliver(world: Town, what: unknown, authorization: string | undefined = `Bearer ${SECRET}`) {
  const answer = await fetch(`${world.web.url}/webhooks/alertmanager`, {
    method: 'POST',
    headers: { 'content-type': 'application/json', ...(authorization ? { authorization } : {}) },
    body: typeof what === 'string' ? what : JSON.stringify(what),
  })
  await world.settled()
  return answer.status
}

const basic = (password: string) => `Basic ${Buffer.from(`alertmanager:${password}`).toString('base64')}`
const cards = (screen: readonly string[]) => screen.filter((line) => line.includes('BotDown') && !line.startsWith('⬆️'))

test('only Alertmanager is let in, by a bearer token or a password, with the old secret and the next', async () => {
  const { world, olena } = await begun({ settings })
  await olena.says('/start')
  const one = body([alert()])
  for (const wrong of [
    '',
    'Bearer',
    'Bearer wrong',
    `Bearer ${SECRET}x`,
    basic('wrong'),
    `Digest ${SECRET}`,
    'Basic %%%',
  ])
    expect(await deliver(world, one, wrong), wrong).toBe(401)
  expect(cards(olena.screen())).toEqual([])
  for (const right of [`Bearer ${SECRET}`, `bearer ${NEXT}`, basic(SECRET), basic(NEXT)])
    expect(await deliver(world, one, right), right).toBe(202)
  expect(cards(olena.screen())).toHaveLength(1)
})

test('without a secret there is no such door', async () => {
  const { world } = await begun()
  expect(await deliver(world, body([alert()]), 'Bearer undefined')).toBe(404)
  expect(await deliver(world, body([alert()]), 'Bearer ')).toBe(404)
})

test('what is not a delivery of version 4 is refused', async () => {
  const { world, olena } = await begun({ settings })
  await olena.says('/start')
  const good = body([alert()])
  const wrong = [
    '{',
    '[]',
    { ...good, version: '3' },
    { ...good, groupKey: '' },
    { ...good, alerts: 'all' },
    { ...good, alerts: [{ ...alert(), startsAt: 'yesterday' }] },
    { ...good, alerts: [{ ...alert(), fingerprint: 7 }] },
  ]
  for (const one of wrong) expect(await deliver(world, one)).toBe(400)
  expect(cards(olena.screen())).toEqual([])
})

test('a group is one message, edited as it changes; a repeat changes nothing; what gets worse is said again', async () => {
  const { world, olena } = await begun({ settings })
  await olena.says('/start')
  await deliver(world, body([alert({ runbook: 'https://example.org/runbooks/bot-down' })]))
  expect(cards(olena.screen())).toHaveLength(1)
  olena.sees('🟠 warning · BotDown')
  olena.sees('a is <b>silent</b> · 08:50 UTC')
  const edits = () => world.simulator.calls().filter(({ method }) => method === 'editMessageText').length
  const before = edits()
  await world.passes(hours(4))
  await deliver(world, body([alert({ runbook: 'https://example.org/runbooks/bot-down' })]))
  expect(edits()).toBe(before)

  await deliver(world, body([alert(), alert({ name: 'b' })]))
  olena.sees('b is <b>silent</b>')
  expect(olena.screen().some((line) => line.startsWith('⬆️'))).toBe(false)
  await deliver(world, body([alert(), alert({ name: 'b', severity: 'critical', startsAt: '2026-03-02T08:55:00Z' })]))
  expect(olena.screen().filter((line) => line.startsWith('⬆️'))).toEqual(['⬆️ BotDown is now critical'])

  await deliver(
    world,
    body([alert({ status: 'resolved' }), alert({ name: 'b', status: 'resolved', startsAt: '2026-03-02T08:55:00Z' })]),
  )
  expect(cards(olena.screen())).toHaveLength(1)
  expect(cards(olena.screen())[0]).toContain('✅ resolved · BotDown')
  expect(cards(olena.screen())[0]).toContain('[Runbook]')
  expect(cards(olena.screen())[0]).not.toContain('[Acknowledge]')

  await deliver(world, body([alert({ startsAt: '2026-03-02T10:00:00Z' })]))
  expect(cards(olena.screen())).toHaveLength(2)
})

test('deliveries that come late or out of order do not bring back what is over', async () => {
  const { world, olena } = await begun({ settings })
  await olena.says('/start')
  expect(await deliver(world, body([alert({ status: 'resolved' })]))).toBe(202)
  expect(cards(olena.screen())).toEqual([])
  await deliver(world, body([alert(), alert({ name: 'b' })]))
  await deliver(world, body([alert({ status: 'resolved' }), alert({ name: 'b' })]))
  await deliver(world, body([alert()]))
  expect(cards(olena.screen())[0]).toContain('✅ a is')
  expect(cards(olena.screen())[0]).toContain('🟠 b is')
  await deliver(world, body([alert({ name: 'b', status: 'resolved' })]))
  await deliver(world, body([alert(), alert({ name: 'b' })]))
  expect(cards(olena.screen())).toHaveLength(1)
  expect(cards(olena.screen())[0]).toContain('✅ resolved')
})

test('many deliveries of a new group at once make one message', async () => {
  const { world, olena } = await begun({ settings })
  await olena.says('/start')
  const all = Array.from({ length: 6 }, (_, n) => deliver(world, body([alert({ name: `bot${n}` })])))
  expect(await Promise.all(all)).toEqual(Array(6).fill(202))
  await world.settled()
  expect(cards(olena.screen())).toHaveLength(1)
  for (let n = 0; n < 6; n += 1) expect(cards(olena.screen())[0]).toContain(`bot${n} is`)
})

test('who is on it, and since when, is seen by everybody; the button counts once', async () => {
  const { world, olena } = await begun({ settings })
  await olena.says('/start')
  const ada = await withRoles(world, 'Ada', ['admin'])
  await deliver(world, body([alert()]))
  await ada.presses('Acknowledge')
  ada.sees('Everybody sees now that you are on it.')
  expect(cards(olena.screen())[0]).toContain('👁 Acknowledged by Ada, 09:00 UTC')
  expect(cards(olena.screen())[0]).not.toContain('[Acknowledge]')
  expect(await audited(world, 'alert_acknowledged')).toHaveLength(1)
})

test('pressed by two at once, the first one has it', async () => {
  const { world, olena } = await begun({ settings })
  await olena.says('/start')
  await deliver(world, body([alert()]))
  await olena.pressesAtOnce('Acknowledge', 3)
  olena.sees('Olena has acknowledged it already.')
  expect(await audited(world, 'alert_acknowledged')).toHaveLength(1)
})

test('without an address the silence is ours: an hour without new messages, and then what still fires is told', async () => {
  const { world, olena } = await begun({ settings })
  await olena.says('/start')
  await deliver(world, body([alert()]))
  await olena.presses('Silence 1 h')
  olena.sees('ALERTMANAGER_URL is not set')
  expect(cards(olena.screen())[0]).toContain('🔕 No messages from here until 10:00 UTC')
  await deliver(world, body([alert({ severity: 'critical' })]))
  await deliver(world, body([alert({ status: 'resolved' })]))
  await deliver(world, body([alert({ startsAt: '2026-03-02T09:20:00Z' })]))
  expect(olena.screen().some((line) => line.startsWith('⬆️'))).toBe(false)
  expect(cards(olena.screen())).toHaveLength(1)
  await world.passes(hours(1) + minutes(1))
  expect(cards(olena.screen())).toHaveLength(2)
  expect(cards(olena.screen())[1]).toContain('[Silence 1 h]')
})

test('Alertmanager is asked for the silence once, by the labels of the group', async () => {
  const there = await alertmanager()
  const { world, olena } = await begun({ settings: { ...settings, ALERTMANAGER_URL: there.url } })
  await olena.says('/start')
  await deliver(world, body([alert()]))
  there.answers.push(500)
  await olena.pressesAtOnce('Silence 1 h', 3)
  await world.passes(minutes(1))
  expect(there.made).toMatchObject([
    { matchers: [{ name: 'alertname', value: 'BotDown', isRegex: false, isEqual: true }], createdBy: 'Olena' },
  ])
  expect(cards(olena.screen())[0]).toContain('🔕 Silenced at Alertmanager by Olena until 10:00 UTC')
  expect(await audited(world, 'alert_silenced')).toHaveLength(1)
})

test('when Alertmanager does not take it, we are silent ourselves and say so', async () => {
  const there = await alertmanager()
  const { world, olena } = await begun({ settings: { ...settings, ALERTMANAGER_URL: there.url } })
  await olena.says('/start')
  await deliver(world, body([alert()]))
  there.answers.push(...Array(20).fill(503))
  await olena.presses('Silence 1 h')
  await world.passes(minutes(2))
  olena.sees('Alertmanager did not take the silence.')
  expect(cards(olena.screen())[0]).toContain('🔕 No messages from here until')
})

test('who is muted gets the alert without a sound; the others hear it', async () => {
  const { world, olena } = await begun({ settings })
  await olena.says('/mute 1h')
  olena.sees('Alerts come without a sound until 10:00 UTC.')
  const ada = await withRoles(world, 'Ada', ['admin'])
  await deliver(world, body([alert()]))
  const sent = world.simulator
    .calls()
    .filter(({ method }) => method === 'sendMessage')
    .map(({ request }) => request as { chat_id: number; text: string; disable_notification?: boolean })
    .filter(({ text }) => text.includes('BotDown'))
    .map((one) => [one.chat_id, one.disable_notification === true])
  expect(Object.fromEntries(sent)).toEqual({ [olena.id]: true, [ada.id]: false })
})

test('a group of which nothing was heard for a day is over: the next alert is a new message', async () => {
  const { world, olena } = await begun({ settings })
  await olena.says('/start')
  await deliver(world, body([alert()]))
  await world.passes(days(1) + minutes(1))
  await deliver(world, body([alert({ startsAt: '2026-03-03T09:00:00Z' })]))
  expect(cards(olena.screen())).toHaveLength(2)
  expect(await rowsOf(world, 'select 1 from watch.alert_groups where resolved_at is null')).toHaveLength(1)
})

test('a link that is not https becomes no button, and a flood of alerts stays one readable message', async () => {
  const { world, olena } = await begun({ settings })
  await olena.says('/start')
  const many = Array.from({ length: 40 }, (_, n) => alert({ name: `bot${n}`, runbook: 'javascript:alert(1)' }))
  await deliver(world, { ...body(many), truncatedAlerts: 3 })
  expect(cards(olena.screen())).toHaveLength(1)
  olena.sees('and 30 more')
  olena.sees('Alertmanager left 3 alerts out.')
  expect(olena.screen().join('\n')).not.toContain('[Runbook]')
})

test.each(LANGUAGES)('alerts are told in %s', async (language) => {
  const { world } = await begun({ settings })
  const zoe = world.person('Zoe', { superadmin: true, language })
  await zoe.says('/start')
  await deliver(world, body([alert({ status: 'firing' })]))
  await deliver(world, body([alert({ status: 'resolved' })]))
  expect(cards(zoe.screen())[0]).toContain({ en: 'resolved', uk: 'минулося', ru: 'прошло' }[language])
})

const servers: Server[] = []
afterEach(() => {
  for (const server of servers.splice(0)) server.close()
})

/** What we use of Alertmanager's own interface. `answers` are given before it works. */
async function alertmanager() {
  const made: Record<string, unknown>[] = []
  const answers: number[] = []
  const server = createServer(async (request, response) => {
    let text = ''
    for await (const chunk of request) text += chunk
    const say = (what: unknown) => response.setHeader('content-type', 'application/json').end(JSON.stringify(what))
    const broken = answers.shift()
    if (broken) return response.writeHead(broken).end()
    if (request.url !== '/am/api/v2/silences') return response.writeHead(404).end()
    if (request.method === 'GET')
      return say(made.map((one, index) => ({ ...one, id: `s${index}`, status: { state: 'active' } })))
    made.push(JSON.parse(text))
    return say({ silenceID: `s${made.length - 1}` })
  }).listen(0, '127.0.0.1')
  servers.push(server)
  await new Promise((listening) => server.once('listening', listening))
  return { url: `http://127.0.0.1:${(server.address() as AddressInfo).port}/am`, made, answers }
}

test('whoever has not opened the bot is not written to, and has the next delivery when they have', async () => {
  const { world, olena } = await begun({ settings })
  expect(await deliver(world, body([alert()]))).toBe(202)
  expect(cards(olena.screen())).toEqual([])
  expect(await rowsOf(world, 'select * from posthouse.outbox')).toEqual([])
  await olena.says('/start')
  await world.passes(minutes(5))
  expect(await deliver(world, body([alert()]))).toBe(202)
  expect(cards(olena.screen())).toHaveLength(1)
})
