import { afterEach, beforeEach, expect, test } from 'vitest'
import { caller, type Envelope, schemaProblems } from '../kit.ts'
import { createSimulator, handClock, type SimBot, type SimPerson, type Simulator } from '../simulator.ts'

let sim: Simulator
let bot: SimBot
let ann: SimPerson
let call: (method: string, params?: object) => Promise<Envelope>
const clock = handClock()
beforeEach(async () => {
  sim = await createSimulator({ clock })
  bot = sim.bot({ username: 'share_bot', name: 'Share' })
  ann = sim.person('Ann')
  sim.says(ann, bot, '/start')
  call = caller(sim, bot)
})
afterEach(async () => {
  expect(schemaProblems(sim)).toEqual([])
  await sim.close()
})

const result = { type: 'article', id: '1', title: 'Look', input_message_content: { message_text: 'Look at this' } }
const prepare = (more: object = { allow_group_chats: true }) =>
  call('savePreparedInlineMessage', { user_id: ann.id, result, ...more })

test('what a bot has prepared, a person shares once, from a Mini App', async () => {
  const group = sim.group('Friends', [ann])
  const prepared = await prepare()
  expect(prepared.result.expiration_date).toBeGreaterThan(clock.now().getTime() / 1000)
  const message = sim.sharesPrepared(ann, group, prepared.result.id)
  expect(message).toMatchObject({ text: 'Look at this', via_bot: { username: 'share_bot' }, from: { id: ann.id } })
  expect(() => sim.sharesPrepared(ann, group, prepared.result.id)).toThrow('There is no such prepared message.')
})

test('it is for one person, for some kinds of chat, and for a day', async () => {
  const bob = sim.person('Bob')
  const group = sim.group('Friends', [ann, bob])
  const { id } = (await prepare()).result
  expect(() => sim.sharesPrepared(bob, group, id)).toThrow('There is no such prepared message.')
  expect(() => sim.sharesPrepared(ann, bot, id)).toThrow('It may not be shared here.')
  await clock.advance(86_400_000)
  expect(() => sim.sharesPrepared(ann, group, id)).toThrow('There is no such prepared message.')
})

test('over HTTP it is shared as well', async () => {
  const { id } = (await prepare({ allow_bot_chats: true })).result
  const shared = await fetch(`${sim.url}/sim/people/${ann.id}/chats/${bot.id}/prepared`, {
    method: 'POST',
    headers: { 'content-type': 'application/json' },
    body: JSON.stringify({ id }),
  })
  expect(await shared.json()).toMatchObject({ message: { text: 'Look at this' } })
})

test.each<[object, string]>([
  [{}, 'at least one chat type must be allowed'],
  [{ user_id: 0, allow_user_chats: true }, 'invalid user_id specified'],
  [{ user_id: 4711, allow_user_chats: true }, 'user not found'],
  [{ result: '', allow_user_chats: true }, 'parameter "result" is required'],
])('with %j nothing is prepared', async (more, why) => {
  expect(await prepare(more)).toMatchObject({ error_code: 400, description: `Bad Request: ${why}` })
})
