import { afterEach, beforeEach, expect, test } from 'vitest'
import { caller, type Envelope, schemaProblems, until, webhookServer } from '../kit.ts'
import {
  createSimulator,
  type HandClock,
  handClock,
  type SimBot,
  type SimPerson,
  type Simulator,
} from '../simulator.ts'

let clock: HandClock
let sim: Simulator
let bot: SimBot
let ann: SimPerson
let call: (method: string, params?: object) => Promise<Envelope>
beforeEach(async () => {
  clock = handClock()
  sim = await createSimulator({ clock })
  bot = sim.bot({ username: 'fault_bot', name: 'Fault' })
  ann = sim.person('Ann')
  sim.says(ann, bot, '/start')
  call = caller(sim, bot)
})
afterEach(async () => {
  expect(schemaProblems(sim)).toEqual([])
  await sim.close()
})

const says = async (text: string, to = ann) => (await call('sendMessage', { chat_id: to.id, text })).ok

test('a fault strikes the call it is meant for: by chat, text and number', async () => {
  const bob = sim.person('Bob')
  sim.says(bob, bot, '/start')
  sim.fault({ kind: '500', chat: bob.id, text: 'bad', after: 1 })
  expect(await says('bad')).toBe(true)
  expect(await says('good', bob)).toBe(true)
  expect(await says('bad', bob)).toBe(true)
  expect(await says('bad again', bob)).toBe(false)
  expect(await says('bad once more', bob)).toBe(true)
})

test('a window of time opens and closes', async () => {
  const minute = (n: number) => new Date(clock.now().getTime() + n * 60_000)
  sim.fault({ kind: '429', retry_after: 7, from: minute(1), until: minute(2) })
  const answers = [await says('before')]
  await clock.advance(60_000)
  answers.push(await says('within'), await says('still'))
  await clock.advance(60_000)
  answers.push(await says('after'))
  expect(answers).toEqual([true, false, false, true])
})

test('chance is the same each time: about a third of the calls, drawn from the seed', async () => {
  const day = async () => {
    sim.fault({ kind: '500', probability: 0.3, seed: 7 })
    const answers: boolean[] = []
    for (let i = 0; i < 40; i++) answers.push(await says(String(i)))
    sim.clearFaults()
    return answers
  }
  const first = await day()
  expect(await day()).toEqual(first)
  const failed = first.filter((ok) => !ok).length
  expect(failed).toBeGreaterThan(4)
  expect(failed).toBeLessThan(20)
})

const told = async () => (await call('getUpdates')).result.map((one: { message: { text: string } }) => one.message.text)

test('a slow answer comes by the clock, one that breaks off has happened', async () => {
  sim.fault({ kind: 'slow', ms: 5000, method: 'getMe' })
  let answered = false
  const slow = call('getMe').then(() => {
    answered = true
  })
  await until(() => clock.sleeping() > 0)
  await clock.advance(4999)
  expect(answered).toBe(false)
  await clock.advance(1)
  await slow
  sim.fault({ kind: 'truncate' })
  await expect(says('half')).rejects.toThrow()
  expect(sim.transcript(ann, bot).at(-1)?.message.text).toBe('half')
})

test('a delayed update holds up its own chat only, and its order stays', async () => {
  const bob = sim.person('Bob')
  await call('getUpdates', { offset: -1 })
  const before = await told()
  sim.fault({ kind: 'delay-update', ms: 1000, text: 'late' })
  sim.says(ann, bot, 'late')
  sim.says(ann, bot, 'behind')
  sim.says(bob, bot, 'free')
  expect(await told()).toEqual([...before, 'free'])
  await clock.advance(1000)
  expect(await told()).toEqual([...before, 'free', 'late', 'behind'])
})

test('an update may come after one of another chat that was made later', async () => {
  const bob = sim.person('Bob')
  const before = await told()
  sim.fault({ kind: 'reorder-update', update: 'message' })
  sim.says(ann, bot, 'first')
  sim.says(ann, bot, 'second')
  expect(await told()).toEqual(before)
  sim.says(bob, bot, 'other')
  expect(await told()).toEqual([...before, 'other', 'first', 'second'])
})

test('a webhook gets an update twice although it answered', async () => {
  const hook = await webhookServer(() => ({ status: 200 }))
  sim.fault({ kind: 'duplicate-update', update: 'message' })
  await call('setWebhook', { url: hook.url, drop_pending_updates: true })
  sim.says(ann, bot, 'twice')
  sim.says(ann, bot, 'once')
  await sim.settled()
  expect(hook.received.map(({ update }) => update.message?.text)).toEqual(['twice', 'twice', 'once'])
  expect(hook.received[0]?.update.update_id).toBe(hook.received[1]?.update.update_id)
  await hook.close()
})

test('over HTTP faults are added, listed and cleared; files expire, tokens are revoked, accounts deleted', async () => {
  const ask = async (method: string, path: string, body?: object) =>
    (
      await fetch(`${sim.url}/sim${path}`, {
        method,
        ...(body ? { headers: { 'content-type': 'application/json' }, body: JSON.stringify(body) } : {}),
      })
    ).json()
  await ask('POST', '/faults', { kind: 'slow', ms: 10, method: 'getMe' })
  await ask('POST', '/faults', { kind: 'reorder-update', update: 'message', times: 2 })
  expect(await ask('GET', '/faults')).toMatchObject({ faults: [{ kind: 'slow' }, { kind: 'reorder-update', left: 2 }] })
  expect(await ask('POST', '/faults', { kind: 'delay-update' })).toMatchObject({ error: expect.stringContaining('ms') })
  await ask('DELETE', '/faults')
  expect(await ask('GET', '/faults')).toEqual({ faults: [] })

  sim.sendsFile(ann, bot, { kind: 'document', name: 'a.txt', bytes: Buffer.from('a') })
  const file_id = sim.updates(bot).at(-1)?.update.message?.document?.file_id
  const { file_path } = (await call('getFile', { file_id })).result
  const download = async () => (await fetch(`${sim.url}/file/bot${bot.token}/${file_path}`)).status
  expect(await download()).toBe(200)
  await ask('POST', '/files/expire')
  expect(await download()).toBe(404)

  await ask('POST', `/people/${ann.id}/deactivate`)
  expect(await call('sendMessage', { chat_id: ann.id, text: 'x' })).toMatchObject({
    description: 'Forbidden: user is deactivated',
  })
  const { token } = (await ask('POST', `/bots/${bot.id}/token`)) as { token: string }
  expect(await call('getMe')).toMatchObject({ error_code: 401, description: 'Unauthorized' })
  expect(await (await fetch(`${sim.url}/bot${token}/getMe`)).json()).toMatchObject({ ok: true })
})
