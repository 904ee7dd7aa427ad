import type { MessageEntity, Poll, PollOption } from '@grammyjs/types'
import { formatted } from '../../entities/format.ts'
import { edit } from '../../world/messages.ts'
import { closePoll, openPoll } from '../../world/polls.ts'
import { count, unix, type World } from '../../world/world.ts'
import { ApiError, badRequest } from '../errors.ts'
import { Fields, isObject } from '../fields.ts'
import { readInline } from '../markup.ts'
import { messageIn } from '../target.ts'
import { length, readFormatted } from '../text.ts'
import type { CallContext, Method } from './context.ts'
import { chatToSend, sending } from './say.ts'

const QUESTION = 300
const OPTION = 100
const OPTIONS = 12
/** Seconds a poll may stay open. */
const OPEN = { least: 5, most: 2_628_000 }

const sendPoll = sending((ctx) => {
  const read = readPoll(ctx)
  return () => {
    const poll = check(ctx.world, read)
    return { content: { poll }, then: (stored, chat) => openPoll(ctx.world, chat, stored) }
  }
})

interface Words {
  text: string
  entities: MessageEntity[]
}
type ReadPoll = ReturnType<typeof readPoll>

function readPoll(ctx: CallContext) {
  const { params } = ctx
  for (const name of ['media', 'explanation_media'])
    if (params.has(name)) throw new ApiError(501, `the simulator does not simulate ${name} of polls`)
  for (const name of ['allow_adding_options', 'hide_results_until_closes', 'shuffle_options'])
    if (params.flag(name)) throw new ApiError(501, `the simulator does not simulate ${name} of polls`)
  const question = onlyEmoji(readFormatted(ctx, 'question', 'question_parse_mode', 'question_entities'))
  const options = readOptions(ctx)
  const type = params.text('type')
  if (!['', 'regular', 'quiz'].includes(type)) throw badRequest('unsupported poll type specified')
  const isQuiz = type === 'quiz'
  const nothing: Words = { text: '', entities: [] }
  const explanation = isQuiz
    ? readFormatted(ctx, 'explanation', 'explanation_parse_mode', 'explanation_entities')
    : nothing
  return {
    question,
    options,
    isQuiz,
    isAnonymous: params.has('is_anonymous') ? params.flag('is_anonymous') : true,
    multiple: params.flag('allows_multiple_answers'),
    revoting: params.has('allows_revoting') ? params.flag('allows_revoting') : !isQuiz,
    members: params.flag('members_only'),
    correct: isQuiz ? readCorrect(ctx) : [],
    explanation,
    description: readFormatted(ctx, 'description', 'description_parse_mode', 'description_entities'),
    period: params.integer('open_period', 0, 0, OPEN.most),
    date: params.integer('close_date', 0),
    isClosed: params.flag('is_closed'),
  }
}

function readOptions({ params }: CallContext): Words[] {
  const unreadable = "can't parse options JSON object"
  const given = params.json('options', unreadable)
  if (given === undefined) throw badRequest(unreadable)
  if (!Array.isArray(given)) throw badRequest('expected an Array of String as options')
  return given.map((one) => {
    if (typeof one === 'string') return { text: one.trim(), entities: [] }
    if (!isObject(one)) throw badRequest('expected an option to be of type String')
    if ('media' in one) throw new ApiError(501, 'the simulator does not simulate media of poll options')
    const fields = new Fields(one)
    const text = fields.requiredText('text')
    return onlyEmoji(formatted(text, fields.text('text_parse_mode'), one.text_entities))
  })
}

/** The list, or the one number it used to be. */
function readCorrect({ params }: CallContext): number[] {
  const given = params.json('correct_option_ids', "can't parse correct_option_ids JSON object")
  if (given === undefined) return params.has('correct_option_id') ? [params.integer('correct_option_id', -1)] : []
  if (!Array.isArray(given)) throw badRequest('expected an Array of Integer as correct_option_ids')
  return given.map(Number)
}

const onlyEmoji = ({ text, entities }: Words): Words => ({
  text,
  entities: entities.filter(({ type }) => type === 'custom_emoji'),
})

function check(world: World, read: ReadPoll): Poll {
  checkWords(read)
  const now = unix(world)
  const { period, date } = read
  if (period > 0 && period < OPEN.least) throw badRequest('invalid poll open period specified')
  const until = period > 0 ? now + period : date
  if (date !== 0 && period === 0 && (date < now + OPEN.least || date > now + OPEN.most))
    throw badRequest('invalid poll close date specified')
  const id = String(5_000_000_000_000_000_000n + BigInt(count(world, 'poll')))
  return {
    id,
    question: read.question.text,
    ...(read.question.entities.length > 0 ? { question_entities: read.question.entities } : {}),
    options: read.options.map(optionJson),
    total_voter_count: 0,
    ...(period > 0 ? { open_period: period } : {}),
    ...(until > 0 ? { close_date: until } : {}),
    is_closed: read.isClosed,
    is_anonymous: read.isAnonymous,
    type: read.isQuiz ? 'quiz' : 'regular',
    allows_multiple_answers: read.multiple,
    allows_revoting: read.revoting,
    members_only: read.members,
    ...(read.isQuiz ? { correct_option_ids: read.correct, ...single(read.correct) } : {}),
    ...words('explanation', read.explanation),
    ...words('description', read.description),
  } as Poll
}

function checkWords({ question, options, isQuiz, correct, explanation }: ReadPoll) {
  const empty = () => badRequest('text must be non-empty')
  if (question.text === '') throw empty()
  if (length(question.text) > QUESTION) throw badRequest(`poll question length must not exceed ${QUESTION}`)
  if (options.length === 0) throw badRequest('poll must have at least one answer option')
  if (options.length > OPTIONS) throw badRequest(`poll can't have more than ${OPTIONS} options`)
  for (const { text } of options) {
    if (text === '') throw empty()
    if (length(text) > OPTION) throw badRequest(`poll options length must not exceed ${OPTION}`)
  }
  const isWrong = (id: number, i: number) =>
    !Number.isInteger(id) || id < 0 || id >= options.length || id <= (correct[i - 1] ?? -1)
  if (isQuiz && (correct.length === 0 || correct.some(isWrong))) throw badRequest('wrong correct option ID specified')
  if (length(explanation.text) > 200) throw badRequest('QUIZ_EXPLANATION_TOO_LONG')
}

/** The older field, as long as there is one right answer. */
const single = (correct: number[]) => (correct.length === 1 ? { correct_option_id: correct[0] } : {})

const optionJson = ({ text, entities }: Words, i: number): PollOption =>
  ({
    persistent_id: String(i),
    text,
    ...(entities.length > 0 ? { text_entities: entities } : {}),
    voter_count: 0,
  }) as PollOption

const words = (name: string, { text, entities }: Words) =>
  text === '' ? {} : { [name]: text, ...(entities.length > 0 ? { [`${name}_entities`]: entities } : {}) }

const stopPoll: Method = (ctx) => {
  const markup = readInline(ctx)
  const chat = chatToSend(ctx)
  const stored = messageIn(ctx, chat, 'message with poll to stop')
  const poll = stored.message.poll
  const record = poll && ctx.world.polls.get(poll.id)
  if (!poll || !record) throw badRequest('message is not a poll')
  if (poll.is_closed) throw badRequest('poll has already been closed')
  if (stored.sender !== ctx.bot.id || stored.message.forward_origin) throw badRequest("poll can't be stopped")
  const buttons = markup(chat)
  const closed = closePoll(ctx.world, record)
  edit(ctx.world, chat, stored, { reply_markup: buttons as never })
  return closed
}

export const pollMethods = { sendPoll, stopPoll }
