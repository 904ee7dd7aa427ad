import { type Button, button, type Context, join, lines, Refusal, singleUse } from '#platform/bot.ts'
import { type AsideWhole, nameOf, operationsOf, operationsSay, since } from '#platform/operations/operations.ts'
import { discard as discardDialog } from '../dialogs/discard.ts'
import { take } from '../questions.ts'
import { say } from '../texts/index.ts'
import { EVERY } from '../which-bot.ts'
import { kindOf } from './dead.ts'

/** On a phone the buttons shall not be pages away; the whole is on the command line. */
const MOST_PAYLOAD = 600
const MOST_ERROR = 1000

/** One that lies aside, with its error and what it was; and what can be decided about it. */
export async function asideCard(ctx: Context, word: string, id: number) {
  const one = await found(ctx, word, id)
  const { safe } = operationsOf(ctx)
  const { bot, what, state, chat, tries, error, payload, kind, words } = one
  const card = join(
    [
      lines(
        say.dead.one(nameOf(one), bot, what, operationsSay.state[state]),
        say.dead.tries(tries, operationsSay.ago(since(one.since, ctx.now))),
        chat !== undefined && say.dead.chat(chat),
      ),
      say.dead.error(safe(error, { most: MOST_ERROR, lines: true })),
      ...(kind !== 'job' && words ? [say.dead.words(safe(words, { most: 300 }))] : []),
      say.dead.payload(safe(payload, { most: MOST_PAYLOAD, lines: true })),
      ...(ctx.person.is('ops') ? [state === 'perhaps sent' ? say.dead.perhaps : say.dead.mendFirst] : [say.needsOps]),
    ],
    '\n\n',
  )
  const decide: Button[] = ctx.person.is('ops')
    ? [
        state === 'perhaps sent' || (kind === 'send' && state === 'discarded')
          ? singleUse(say.button.sendAgain, 'replay', kind, id, 1)
          : singleUse(say.button.replay, 'replay', kind, id, 0),
        ...(state === 'dead' || state === 'perhaps sent' ? [button(say.button.discard, 'discard', kind, id)] : []),
      ]
    : []
  ctx.show(card, { buttons: [decide, [button(say.button.list, 'dead', EVERY, 0)]].filter((row) => row.length > 0) })
}

/** Once for each press that counts; what became of it is seen on the list. */
export async function replay(ctx: Context, word: string, id: number, force: number) {
  const one = await found(ctx, word, id)
  const back = await operationsOf(ctx).replay(one.kind, { ids: [id] }, { force: force === 1 })
  const { again, keyWaits, perhapsSent } = operationsSay.dead
  const name = nameOf(one)
  const told = back.length > 0 ? again(name) : one.kind === 'send' ? perhapsSent(name) : keyWaits(name)
  ctx.show(told, { buttons: [button(say.button.list, 'dead', EVERY, 0)] })
}

/** Asks why: the reason is kept with it. */
export async function discard(ctx: Context, word: string, id: number) {
  const { kind } = await found(ctx, word, id)
  ctx.begin(discardDialog, { kind, id })
}

export async function discardSure(ctx: Context, question: number) {
  const { kind, id, reason } = take(ctx, question, 'discard')
  const one = await found(ctx, kind, id)
  const done = await operationsOf(ctx).discard(kind, { ids: [id] }, { reason })
  const { discarded, asideAlready } = operationsSay.dead
  ctx.show(done.length > 0 ? discarded(nameOf(one)) : asideAlready(nameOf(one), operationsSay.state[one.state]), {
    buttons: [button(say.button.list, 'dead', EVERY, 0)],
  })
}

async function found(ctx: Context, word: string, id: number): Promise<AsideWhole> {
  const kind = kindOf(word)
  const one = await operationsOf(ctx).lookAside(kind, id)
  if (!one) throw new Refusal(operationsSay.dead.notAside(nameOf({ kind, id })))
  return one
}
