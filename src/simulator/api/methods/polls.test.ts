import { afterAll, beforeAll, expect, test } from 'vitest'
import { caller, type Envelope, schemaProblems } from '../../kit.ts'
import { createSimulator, handClock, type SimBot, type SimPerson, type Simulator } from '../../simulator.ts'

const clock = handClock()
let sim: Simulator
let bot: SimBot
let ann: SimPerson
let bob: SimPerson
let group: { id: number }
let call: (method: string, params?: object) => Promise<Envelope>

beforeAll(async () => {
  sim = await createSimulator({ clock })
  bot = sim.bot({ username: 'poll_bot', name: 'Poll' })
  ann = sim.person('Ann')
  bob = sim.person('Bob')
  sim.says(ann, bot, '/start')
  group = sim.group('Team', [ann, bob, bot])
  call = caller(sim, bot)
  await take()
})
afterAll(async () => {
  expect(schemaProblems(sim)).toEqual([])
  await sim.close()
})

async function take() {
  const { result } = await call('getUpdates')
  if (result.length > 0) await call('getUpdates', { offset: result.at(-1).update_id + 1 })
  return result
}
const poll = async (params: object = {}) =>
  (
    await call('sendPoll', {
      chat_id: group.id,
      question: 'When?',
      options: [{ text: 'Now' }, { text: 'Later' }],
      ...params,
    })
  ).result

test('a poll asks, people vote, and the votes are counted and told', async () => {
  const sent = await poll({ is_anonymous: false })
  expect(sent.poll).toMatchObject({
    question: 'When?',
    options: [
      { persistent_id: '0', text: 'Now', voter_count: 0 },
      { persistent_id: '1', text: 'Later', voter_count: 0 },
    ],
    total_voter_count: 0,
    is_closed: false,
    is_anonymous: false,
    type: 'regular',
    allows_multiple_answers: false,
    allows_revoting: true,
  })
  sim.votes(ann, sent.poll.id, [1])
  const updates = await take()
  expect(updates[0].poll).toMatchObject({ id: sent.poll.id, total_voter_count: 1, options: [{}, { voter_count: 1 }] })
  expect(updates[1].poll_answer).toMatchObject({
    poll_id: sent.poll.id,
    user: { id: ann.id },
    option_ids: [1],
    option_persistent_ids: ['1'],
  })
  sim.votes(ann, sent.poll.id, [0])
  sim.votes(bob, sent.poll.id, [0])
  sim.votes(bob, sent.poll.id, [])
  const answers = (await take()).filter((u: { poll_answer?: object }) => u.poll_answer)
  expect(answers.at(-1).poll_answer.option_ids).toEqual([])
  expect(
    sim
      .transcript(bob, group as never)
      .at(-1)
      ?.message.poll?.options.map((o) => o.voter_count),
  ).toEqual([1, 0])
})

test('an anonymous poll tells totals only; several answers only where they are allowed', async () => {
  const one = await poll()
  expect(() => sim.votes(ann, one.poll.id, [0, 1])).toThrow('Only one option can be chosen')
  const many = await poll({ allows_multiple_answers: true })
  sim.votes(ann, many.poll.id, [1, 0])
  const updates = await take()
  expect(updates.map((u: object) => Object.keys(u)[1])).toEqual(['poll'])
  expect(updates[0].poll.options.map((o: { voter_count: number }) => o.voter_count)).toEqual([1, 1])
})

test('a quiz keeps its answer from other bots, and a vote stands', async () => {
  const quiz = await poll({
    type: 'quiz',
    correct_option_ids: [1],
    explanation: '*Later*',
    explanation_parse_mode: 'MarkdownV2',
  })
  expect(quiz.poll).toMatchObject({
    type: 'quiz',
    correct_option_ids: [1],
    explanation: 'Later',
    explanation_entities: [{ type: 'bold' }],
    allows_revoting: false,
  })
  sim.votes(ann, quiz.poll.id, [0])
  expect(() => sim.votes(ann, quiz.poll.id, [1])).toThrow('cannot be changed')
  const other = sim.bot({ username: 'watch_bot', name: 'Watch' })
  sim.group('Team', [other], { admins: [other] })
  const theirs = caller(sim, other)
  const asked = sim.sendsPoll(ann, group as never, { question: 'Hm?', options: ['a', 'b'], correct: 0 })
  const seen = (await theirs('getUpdates')).result.at(-1).message.poll
  expect([seen.id, seen.correct_option_ids]).toEqual([asked.poll?.id, undefined])
})

test('stopping a poll closes it for good; so does its time', async () => {
  const sent = await poll()
  const { result } = await call('stopPoll', { chat_id: group.id, message_id: sent.message_id })
  expect(result).toMatchObject({ id: sent.poll.id, is_closed: true })
  expect((await call('stopPoll', { chat_id: group.id, message_id: sent.message_id })).description).toBe(
    'Bad Request: poll has already been closed',
  )
  await take()
  const brief = await poll({ open_period: 10 })
  expect(brief.poll).toMatchObject({ open_period: 10, close_date: brief.date + 10 })
  await clock.advance(10_000)
  const [update] = await take()
  expect(update.poll).toMatchObject({ id: brief.poll.id, is_closed: true })
  expect(() => sim.votes(ann, brief.poll.id, [0])).toThrow('closed')
})

test('a copied poll is a new one, a forwarded poll is the same', async () => {
  const sent = await poll()
  sim.votes(ann, sent.poll.id, [0])
  const to = { chat_id: ann.id, from_chat_id: group.id, message_id: sent.message_id }
  const forwarded = (await call('forwardMessage', to)).result.poll
  await call('copyMessage', to)
  const copied = sim.transcript(ann, bot).at(-1)?.message.poll
  expect([forwarded.id, forwarded.total_voter_count]).toEqual([sent.poll.id, 1])
  expect([copied?.id === sent.poll.id, copied?.total_voter_count]).toEqual([false, 0])
})

test.each<[object, string]>([
  [{ question: '' }, 'text must be non-empty'],
  [{ question: 'x'.repeat(301) }, 'poll question length must not exceed 300'],
  [{ options: '{' }, "can't parse options JSON object"],
  [{ options: [] }, 'poll must have at least one answer option'],
  [{ options: Array(13).fill('x') }, "poll can't have more than 12 options"],
  [{ options: ['x', 'y'.repeat(101)] }, 'poll options length must not exceed 100'],
  [{ options: ['x', ''] }, 'text must be non-empty'],
  [{ options: [{}] }, 'can\'t find field "text"'],
  [{ type: 'vote' }, 'unsupported poll type specified'],
  [{ type: 'quiz', correct_option_ids: [2] }, 'wrong correct option ID specified'],
])('a poll with %j is refused', async (params, why) => {
  const answer = await call('sendPoll', { chat_id: group.id, question: 'x', options: ['a', 'b'], ...params })
  expect(answer).toEqual({ ok: false, error_code: 400, description: `Bad Request: ${why}` })
})

test('only a poll is stopped, and only one that is there', async () => {
  const text = (await call('sendMessage', { chat_id: group.id, text: 'x' })).result
  const stop = async (message_id: number) => (await call('stopPoll', { chat_id: group.id, message_id })).description
  expect(await stop(text.message_id)).toBe('Bad Request: message is not a poll')
  expect(await stop(9999)).toBe('Bad Request: message with poll to stop not found')
})
