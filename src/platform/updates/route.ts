import type { Queryable } from '../db/database.ts'
import { Refusal } from '../ops/refusal.ts'
import { markReachable, markUnreachable } from '../people/unreachable.ts'
import { linkButton, unpack } from '../telegram/buttons.ts'
import { resolve, type Sayable } from '../telegram/text.ts'
import { say } from '../texts.ts'
import type { Answers } from './answers.ts'
import { type Bot, type CallResult, type Guarded, guarded, type Press } from './bot.ts'
import type { Context, UpdateNotes } from './context.ts'
import { type AnyDialog, nextQuestion } from './dialog.ts'
import { chatTypeOf, type Reading } from './read.ts'
import { type Answer, CHOICE, choiceButtons } from './reader.ts'

/** Where a person is: an open dialog and the answers so far. */
export interface Stay {
  dialog: string
  answers: Answers
}

export interface Visit {
  bot: Bot
  username: string
  ctx: Context
  notes: UpdateNotes
  stay: Stay | undefined
  transaction: Queryable
}

/** Leads an update to its one handler and resolves to where the person is afterwards. */
export async function route(visit: Visit, reading: Reading): Promise<Stay | undefined> {
  switch (reading.kind) {
    case 'command':
      return command(visit, reading)
    case 'message':
      return message(visit, reading)
    case 'press':
      return pressed(visit, reading)
    case 'membership':
      return membership(visit, reading)
    case 'other':
      await visit.bot.on?.other?.(visit.ctx)
      return next(visit, visit.stay)
  }
}

async function command(visit: Visit, { name, addressee, args }: Reading & { kind: 'command' }) {
  const { bot, ctx, username, stay } = visit
  if (addressee !== undefined && addressee.toLowerCase() !== username.toLowerCase()) return stay
  if (name === 'cancel' && stay) {
    ctx.reply(say.cancelled)
    return undefined
  }
  const found = Object.hasOwn(bot.commands, name) ? guarded(bot.commands[name]!) : undefined
  if (!found || !isAllowed(found, ctx)) {
    if (found) ctx.audit('command_refused', `/${name}`)
    if (ctx.isPrivate) ctx.reply(say.unknownCommand)
    return stay
  }
  if (found.privately && !ctx.isPrivate) {
    const url = `https://t.me/${username}?start=${name}`
    ctx.reply(say.inPrivate, { buttons: [linkButton(say.openChat, url)] })
    return stay
  }
  visit.notes.args = args
  await found.run(ctx)
  return next(visit, undefined)
}

const dialogOf = ({ bot }: Visit, name: string | undefined) => bot.dialogs?.find((dialog) => dialog.name === name)

const isAllowed = ({ role }: Guarded | Press, ctx: Context) => role === undefined || ctx.person.is(role)

async function message(visit: Visit, { message, text }: Reading & { kind: 'message' }) {
  const { bot, ctx, stay } = visit
  const open = dialogOf(visit, stay?.dialog)
  if (stay && open) return answered(visit, open, stay, { text, message, now: ctx.now })
  const handler = handlerFor(bot, message)
  if (handler) await handler(ctx)
  else if (ctx.isPrivate && chatTypeOf(ctx.update) === 'private' && !isService(message)) ctx.reply(say.notUnderstood)
  return next(visit, undefined)
}

function handlerFor({ on }: Bot, message: object) {
  for (const kind in on) if (kind in message) return on[kind as keyof typeof on]
  return undefined
}

/** Pins, joins and the like: something happened, nobody said anything. */
const isService = (message: object) =>
  ![
    'text',
    'caption',
    'photo',
    'document',
    'voice',
    'video',
    'audio',
    'location',
    'contact',
    'sticker',
    'animation',
    'video_note',
  ].some((kind) => kind in message)

async function pressed(visit: Visit, { data }: Reading & { kind: 'press' }) {
  const { bot, ctx, stay, transaction } = visit
  const press = unpack(data)
  if (press?.name === CHOICE) return chosen(visit, press.args)
  const found = press && Object.hasOwn(bot.buttons ?? {}, press.name) ? bot.buttons?.[press.name] : undefined
  const args = found && press ? valuesOf(found, press.args, ctx) : undefined
  if (!found || !press || !args || !isAllowed(found, ctx)) return stale(visit)
  if (press.nonce !== '' && !(await use(transaction, bot.name, press.nonce, ctx.now))) return stale(visit)
  await found.run(ctx, ...args)
  return next(visit, stay)
}

function stale({ ctx, stay }: Visit) {
  ctx.answer(say.staleButton)
  return stay
}

function valuesOf(press: Press, args: readonly string[], ctx: Context): unknown[] | undefined {
  if (args.length !== press.readers.length) return undefined
  try {
    return press.readers.map((reader, index) =>
      reader.read({ text: args[index] ?? '', message: undefined, now: ctx.now }),
    )
  } catch (error) {
    if (error instanceof Refusal) return undefined
    throw error
  }
}

/** One press can arrive twice with different update ids; the row is written once. */
async function use(transaction: Queryable, bot: string, nonce: string, now: Date): Promise<boolean> {
  const { count } = await transaction.query(
    'insert into posthouse.used_buttons (bot, nonce, used_at) values ($1, $2, $3) on conflict do nothing',
    [bot, nonce, now],
  )
  return count === 1
}

async function chosen(visit: Visit, [name, value = '']: readonly string[]) {
  const { ctx, stay } = visit
  const open = dialogOf(visit, stay?.dialog)
  if (!stay || !open || nextQuestion(open, stay.answers)?.name !== name) return stale(visit)
  return answered(visit, open, stay, { text: value, message: undefined, now: ctx.now })
}

async function answered(visit: Visit, dialog: AnyDialog, stay: Stay, answer: Answer): Promise<Stay | undefined> {
  const question = nextQuestion(dialog, stay.answers)
  if (!question) return undefined
  try {
    const value = question.reader.read(answer)
    return await step(visit, dialog, { ...stay.answers, [question.name]: value })
  } catch (error) {
    if (!(error instanceof Refusal) || error instanceof EndOfDialog) throw error
    visit.ctx.reply(error.sentence as Sayable, error.options)
    return stay
  }
}

/** A refusal by a dialog's `finish`: what it wrote is taken back and the dialog is over. */
export class EndOfDialog extends Refusal<Sayable> {}

/** Asks what is still open, or finishes. */
async function step(visit: Visit, dialog: AnyDialog, answers: Answers): Promise<Stay | undefined> {
  const { ctx } = visit
  const question = nextQuestion(dialog, answers)
  if (question) {
    const what = typeof question.say === 'function' ? await question.say(ctx, answers) : question.say
    const buttons = choiceButtons(question.name, question.reader)
    ctx.reply(what, buttons ? { buttons } : {})
    return { dialog: dialog.name, answers }
  }
  try {
    await dialog.done(ctx, answers)
  } catch (error) {
    throw error instanceof Refusal ? new EndOfDialog(error.sentence as Sayable, error.options) : error
  }
  return next(visit, undefined)
}

/** Goes on with the dialog that the handler began, if it began one. */
async function next(visit: Visit, stay: Stay | undefined): Promise<Stay | undefined> {
  const { begun } = visit.notes
  if (!begun) return stay
  visit.notes.begun = undefined
  const dialog = dialogOf(visit, begun.dialog)
  if (!dialog) throw new Error(`The dialog "${begun.dialog}" is not listed in bot.ts.`)
  return step(visit, dialog, begun.answers)
}

async function membership({ bot, ctx, stay, transaction }: Visit, { reachable }: Reading & { kind: 'membership' }) {
  if (reachable) await markReachable(transaction, bot.name, [ctx.chat])
  else await markUnreachable(transaction, bot.name, ctx.chat, 'left or blocked', ctx.now)
  return stay
}

/** Telegram's answer to a call that asked for it. */
export async function routeResult(visit: Visit, payload: ResultPayload): Promise<Stay | undefined> {
  const result: CallResult = {
    ok: payload.ok,
    result: payload.result,
    data: payload.data === null ? undefined : JSON.parse(payload.data),
    ...(payload.error === undefined ? {} : { error: payload.error }),
  }
  const handler = visit.bot.results?.[payload.handler]
  if (!handler) throw new Error(`No handler in results is called "${payload.handler}" in this release.`)
  await handler(visit.ctx, result)
  return next(visit, visit.stay)
}

export interface ResultPayload {
  handler: string
  data: string | null
  ok: boolean
  result?: unknown
  error?: string
}

/** What is said instead of everything the handler had noted. */
export function refuse(ctx: Context, notes: UpdateNotes, refusal: Refusal): void {
  const sentence = refusal.sentence as Sayable
  const isPress = ctx.update.callback_query !== undefined
  const short = resolve(sentence, notes.language).text.length <= 190 && !('buttons' in refusal.options)
  if (isPress && short) ctx.answer(sentence, { alert: true })
  else ctx.reply(sentence, refusal.options)
}
