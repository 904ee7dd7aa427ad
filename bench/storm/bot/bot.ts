/** The bot under storm: one handler of every kind, each leaves its update's mark where a check can find it. */
import { setTimeout as delay } from 'node:timers/promises'
import { type Generated, sql } from 'kysely'
import {
  type Bot,
  bot,
  button,
  type Context,
  type Db,
  dialog,
  job,
  press,
  Refusal,
  session,
  singleUse,
  text,
} from '#platform/bot.ts'
import { markIn, said } from './texts.ts'

type Tables = {
  applied: { id: Generated<number>; bot: string; chat: number; mark: string; kind: string }
  counters: { bot: string; chat: number; value: Generated<number>; presses: Generated<number> }
  milestones: { bot: string; chat: number; value: number }
  shared: { name: number; value: number }
}

const tables = (db: Db) => db.withSchema('storm').withTables<Tables>()

const tally = session('tally', () => ({ count: 0, noted: [] as string[] }))

/** What has been noted in memory only goes into the table before it: that is its order. */
async function applied(ctx: Context, chat: number, mark: string, kind: string) {
  const memory = ctx.session(tally)
  const rows = [...memory.noted.map((noted) => ({ mark: noted, kind: 'note' })), { mark, kind }]
  memory.noted = []
  await tables(ctx.db)
    .insertInto('applied')
    .values(rows.map((row) => ({ bot: ctx.bot, chat, ...row })))
    .execute()
}

/** The world it calls is slow now and then. What it says prefers silence to a repeat. */
const announce = job('announce', {
  call: ({ input }: { input: { chat: number; value: number } }) => delay(input.value % 3 === 0 ? 150 : 1, input.value),
  save: async (ctx, { chat }, value) => {
    await tables(ctx.db).insertInto('milestones').values({ bot: ctx.bot, chat, value }).execute()
    ctx.send(chat, said.milestone(chat, value), { prefer: 'silence' })
  },
})

const quiz = dialog('quiz')
  .ask('mark', 'Mark?', text)
  .ask('first', (_ctx, { mark }) => said.question('First', mark), text)
  .ask('second', (_ctx, { mark }) => said.question('Second', mark), text)
  .finish(async (ctx, { mark, first, second }) => {
    await applied(ctx, ctx.chat, mark, 'quiz')
    ctx.reply(said.quiz(mark, first, second))
  })

/** Counts in the table and in the chat's memory: two that handle one chat at once would each forget the other's. */
async function step(ctx: Context, mark: string, column: 'value' | 'presses') {
  const counted = await tables(ctx.db)
    .insertInto('counters')
    .values({ bot: ctx.bot, chat: ctx.chat, [column]: 1 })
    .onConflict((known) =>
      known.columns(['bot', 'chat']).doUpdateSet({ [column]: sql`counters.${sql.ref(column)} + 1` }),
    )
    .returning(['value', 'presses'])
    .executeTakeFirstOrThrow()
  const memory = ctx.session(tally)
  memory.count += 1
  const all = counted.value + counted.presses
  if (memory.count !== all) await applied(ctx, ctx.chat, mark, `memory says ${memory.count}, not ${all}`)
  return counted
}

/** Rows of `shared` are locked by all chats, in whatever order they come: batches meet crosswise. */
async function count(ctx: Context) {
  const mark = markIn(ctx.message?.text ?? '')
  await applied(ctx, ctx.chat, mark, 'count')
  const { value } = await step(ctx, mark, 'value')
  if (value % 4 === 0) {
    await tables(ctx.db)
      .updateTable('shared')
      .set({ value: sql`value + 1` })
      .where('name', '=', value % 3)
      .execute()
  }
  if (value % 5 === 0) ctx.enqueue(announce, { chat: ctx.chat, value })
  ctx.reply(said.counted(mark, value))
}

/** Writes and speaks, and then it does not work: nothing of it may stay. */
const spoilt = (spoil: (ctx: Context) => unknown) => async (ctx: Context) => {
  await applied(ctx, ctx.chat, ctx.args, 'never')
  ctx.session(tally).count += 1_000
  ctx.reply(said.never(ctx.args))
  await spoil(ctx)
}

const marked = (kind: string, say: (ctx: Context) => void) => async (ctx: Context) => {
  await applied(ctx, ctx.chat, ctx.args, kind)
  say(ctx)
}

const pressOf = (ctx: Context) => ctx.update.callback_query?.id ?? ''

export const stormBot = (name: string): Bot =>
  bot({
    name,
    commands: {
      ask: marked('ask', (ctx) => ctx.begin(quiz, { mark: ctx.args })),
      board: marked('board', (ctx) =>
        ctx.reply(said.board(ctx.args), { as: 'board', buttons: [button('Press', 'press', ctx.args)] }),
      ),
      // Asks for no database, so that a process that is alone may take the short way.
      note: (ctx) => {
        ctx.session(tally).noted.push(ctx.args)
        ctx.reply(said.noted(ctx.args))
      },
      shop: marked('shop', (ctx) => ctx.reply(said.shop(ctx.args), { buttons: [singleUse('Pay', 'pay', ctx.args)] })),
      quiet: marked('quiet', (ctx) => ctx.reply(said.quiet(ctx.args), { prefer: 'silence' })),
      then: marked('then', (ctx) =>
        ctx.call('sendMessage', { text: said.then(ctx.args) }, { then: 'told', data: { mark: ctx.args } }),
      ),
      refuse: spoilt((ctx) => {
        throw new Refusal(said.refused(ctx.args))
      }),
      bad: spoilt(() => {
        throw new Error('poison')
      }),
      badsql: spoilt((ctx) => sql`select 1 / 0`.execute(ctx.db)),
      // The note itself cannot be written (PostgreSQL takes no NUL): this spoils the commit of the whole batch.
      badnote: spoilt((ctx) => ctx.reply('unwritable', { as: 'no\0name' })),
    },
    buttons: {
      press: press(async (ctx) => {
        await applied(ctx, ctx.chat, pressOf(ctx), 'press')
        await step(ctx, pressOf(ctx), 'presses')
        ctx.answer(said.toast(pressOf(ctx)))
        ctx.edit(ctx.chat, 'board', said.pressed(pressOf(ctx)))
      }, text),
      pay: press(async (ctx, mark) => {
        await applied(ctx, ctx.chat, mark, 'paid')
        ctx.reply(said.paid(pressOf(ctx)))
      }, text),
    },
    results: {
      told: async (ctx, { ok, data }) => {
        const { mark } = data as { mark: string }
        await applied(ctx, ctx.chat, mark, ok ? 'told' : 'untold')
        ctx.reply(said.told(mark))
      },
    },
    dialogs: [quiz],
    jobs: [announce],
    on: { text: count },
    migrations: new URL('./migrations', import.meta.url),
  })

export default stormBot('storm')
