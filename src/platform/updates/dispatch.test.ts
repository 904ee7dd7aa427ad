import { expect, test } from 'vitest'
import { bot, dialog, fmt, job, minutes, press, Refusal, singleUse, text, whole } from '#platform/bot.ts'
import { rowsOf } from '#testing/raw.ts'
import { town } from '#testing/town.ts'
import { until } from '#testing/until.ts'

/** A bot that fails on demand; what it writes goes into the audit log, which is in the same transaction. */
const moody = (mood: { broken: boolean }) =>
  bot({
    name: 'moody',
    commands: {
      note: (ctx) => {
        ctx.audit('noted', ctx.args)
        ctx.reply(`noted ${ctx.args}`)
      },
      fail: async (ctx) => {
        await ctx.speak('uk')
        ctx.audit('noted', 'in vain')
        ctx.reply('in vain')
        if (mood.broken) throw new Error('a bug')
      },
      spoil: (ctx) => ctx.send(Number.NaN, 'to nobody'),
      straggle: (ctx) => {
        void ticks(30)
          .then(() => ctx.speak('uk'))
          .catch(() => ctx.log.warn('too_late'))
        throw new Refusal('No.')
      },
      refuse: async (ctx) => {
        await ctx.speak('uk')
        ctx.audit('noted', 'in vain')
        throw new Refusal(`No ${ctx.args}.`)
      },
    },
  })

test('a bad update is tried three times, set aside, and its chat goes on within two seconds', async () => {
  const world = await town(moody({ broken: true }))
  const ann = world.person('Ann')
  await ann.says('/fail')
  await ann.says('/note after')
  ann.seesNot('noted after')
  await world.passes(1_500)
  ann.sees('noted after')
  ann.sees(/Something went wrong.*code/)
  const [dead] = await rowsOf(world, 'select state, attempts, error from posthouse.inbox where state = 2')
  expect(dead).toEqual({ state: 2, attempts: 3, error: 'a bug' })
  expect(await rowsOf(world, "select subject from posthouse.audit where action = 'noted'")).toEqual([
    { subject: 'after' },
  ])
  expect(await rowsOf(world, 'select language from posthouse.people')).toEqual([{ language: 'en' }])
})

test('a failing update of one chat takes nothing back from another chat of the same batch', async () => {
  const mood = { broken: true }
  const world = await town(moody(mood))
  const ann = world.person('Ann')
  const bob = world.person('Bob')
  await Promise.all([ann.says('/fail'), bob.says('/note bread')])
  bob.sees('noted bread')
  mood.broken = false
  await world.passes(1_000)
  ann.sees('in vain')
})

test('notes that the database refuses are found out, and only their own update is set aside', async () => {
  const world = await town(moody({ broken: false }))
  const ann = world.person('Ann')
  const bob = world.person('Bob')
  await Promise.all([ann.says('/spoil'), bob.says('/note bread')])
  bob.sees('noted bread')
  await ann.says('/note milk')
  await world.passes(1_500)
  ann.sees('noted milk')
  expect(await rowsOf(world, 'select state, attempts from posthouse.inbox where state = 2')).toEqual([
    { state: 2, attempts: 3 },
  ])
})

test('a text that cannot be made costs only its own update, and nobody else their answer', async () => {
  const unmade = bot({
    name: 'unmade',
    commands: {
      break: (ctx) =>
        ctx.reply({
          in: () => {
            throw new Error('no such sentence')
          },
        }),
      hello: (ctx) => ctx.reply('hello'),
    },
  })
  const world = await town(unmade)
  const [ann, bob] = [world.person('Ann'), world.person('Bob')]
  await Promise.all([ann.says('/break'), bob.says('/hello')])
  bob.sees('hello')
  await world.passes(1_500)
  await ann.says('/hello')
  ann.sees('hello')
  expect(await rowsOf(world, 'select state, attempts from posthouse.inbox where state = 2')).toEqual([
    { state: 2, attempts: 3 },
  ])
  // It failed where it could be told whose it was, not with everybody's.
  expect(world.logged.map(({ event }) => event)).not.toContain('batch_failed')
})

/** Long enough for the handler to have ended, too short for its batch. */
const ticks = async (count: number) => {
  for (let tick = 0; tick < count; tick += 1) await null
}

test('what a handler writes after it has ended is refused, and kept nowhere', async () => {
  const world = await town(moody({ broken: false }))
  const ann = world.person('Ann')
  await ann.says('/straggle')
  ann.sees('No.')
  await until(() => world.logged.some(({ event }) => event === 'too_late'))
  expect(await rowsOf(world, 'select language from posthouse.people')).toEqual([{ language: 'en' }])
})

test('a refusal is told, takes back what was written, and is not tried again', async () => {
  const world = await town(moody({ broken: true }))
  const ann = world.person('Ann')
  await ann.says('/refuse sugar')
  ann.sees('No sugar.')
  expect(ann.news).toBe(1)
  expect(await rowsOf(world, 'select action from posthouse.audit')).toEqual([])
  expect(await rowsOf(world, 'select language, language_chosen from posthouse.people')).toEqual([
    { language: 'en', language_chosen: false },
  ])
  expect(await rowsOf(world, 'select state, attempts from posthouse.inbox')).toEqual([{ state: 1, attempts: 0 }])
})

test('an update that comes again takes effect once, also when its text is written in another way', async () => {
  const world = await town(moody({ broken: false }))
  const ann = world.person('Ann')
  await ann.says('/note хліб')
  const [{ update } = { update: undefined }] = world.simulator.updates()
  const text = JSON.stringify(update)
  // As getUpdates of a library gives it; and as Telegram's server writes it.
  for (const body of [text, text.replace(',', ',\n').replace(/[а-яі]/g, escaped)]) {
    const again = await fetch(`${world.web.url}/webhook/moody`, {
      method: 'POST',
      headers: { 'content-type': 'application/json', 'x-telegram-bot-api-secret-token': world.web.secret },
      body,
    })
    expect(again.status).toBe(200)
  }
  await world.settled()
  expect(await rowsOf(world, "select count(*)::int as n from posthouse.audit where action = 'noted'")).toEqual([
    { n: 1 },
  ])
})

const escaped = (letter: string) => `\\u${letter.charCodeAt(0).toString(16).padStart(4, '0')}`

const shop = bot({
  name: 'shop',
  commands: {
    buy: (ctx) => ctx.reply('One loaf?', { buttons: [singleUse('Buy', 'buy', 7)] }),
    ask: (ctx) => ctx.begin(questions),
  },
  dialogs: [],
  buttons: {
    buy: press(
      (ctx, loaf) => {
        ctx.audit('bought', String(loaf))
        ctx.answer('Bought')
      },
      whole(1, 9),
    ),
  },
})

const questions = dialog('questions')
  .ask('name', 'Your name?', text)
  .ask('age', (_ctx, { name }) => fmt`How old are you, ${name}?`, whole(1, 120), {
    unless: ({ name }) => name === 'Methuselah',
  })
  .finish((ctx, { name }) => {
    if (name === 'Nobody') throw new Refusal('Nobody cannot register.')
    ctx.reply(fmt`Welcome, ${name}`)
  })

test('a single-use button pressed fifty times at once acts once and answers every press', async () => {
  const world = await town(shop)
  const ann = world.person('Ann')
  await ann.says('/buy')
  await ann.pressesAtOnce('Buy', 50)
  expect(await rowsOf(world, "select subject from posthouse.audit where action = 'bought'")).toEqual([{ subject: '7' }])
  ann.sees('Bought')
  ann.sees('That button is old.')
  const answers = world.simulator.calls().filter(({ method }) => method === 'answerCallbackQuery')
  expect(answers).toHaveLength(50)
})

test('a dialog asks, refuses what it cannot read, keeps its place over a restart, and can be left', async () => {
  const world = await town({ ...shop, dialogs: [questions] })
  const ann = world.person('Ann')
  await ann.says('/ask')
  ann.sees('Your name?')
  await ann.says('Ann <b>_*')
  ann.sees('How old are you, Ann <b>_*?')
  await world.restarts()
  await ann.says('old')
  ann.sees('"old" is not a number from 1 to 120.')
  await ann.says('٣٣')
  ann.sees('Welcome, Ann <b>_*')
  await ann.says('/ask')
  await ann.says('Methuselah')
  ann.sees('Welcome, Methuselah')
  await ann.says('/ask')
  await ann.says('/cancel')
  ann.sees('Cancelled')
  await ann.says('/ask')
  await ann.says('Nobody')
  await ann.says('7')
  ann.sees('Nobody cannot register.')
  await ann.says('8')
  ann.sees('/help')
})

test('strangers, forged buttons and unknown commands get an answer and change nothing', async () => {
  const secret = bot({
    name: 'secret',
    commands: {
      open: { kind: 'guarded', role: 'admin', run: (ctx) => ctx.reply('opened') },
      show: (ctx) => ctx.reply('x', { buttons: [[{ label: 'Forged', name: 'nothing', args: [1] }]] }),
    },
    buttons: {},
  })
  const world = await town(secret)
  const ann = world.person('Ann')
  const olena = world.person('Olena', { superadmin: true })
  await ann.says('/open')
  ann.sees('I do not know that command')
  await ann.says('/toString')
  ann.sees('I do not know that command')
  await ann.says('/show')
  await ann.presses('Forged')
  ann.sees('That button is old.')
  await olena.says('/open')
  olena.sees('opened')
  expect(await rowsOf(world, 'select action, subject from posthouse.audit')).toEqual([
    { action: 'command_refused', subject: '/open' },
  ])
})

test('a job speaks to the world without a transaction, is tried again, and gives up with a farewell', async () => {
  const world = { up: false, calls: 0 }
  const knock = job('knock', {
    async call() {
      world.calls += 1
      if (!world.up) throw new Error('nobody home')
      return 'come in'
    },
    save(ctx, { chat }: { chat: number }, said: string) {
      ctx.send(chat, said)
    },
    tries: 3,
    backoff: () => minutes(1),
    dead(ctx, { chat }, error) {
      ctx.send(chat, `gave up: ${error}`)
    },
  })
  const visitor = bot({
    name: 'visitor',
    commands: { knock: (ctx) => ctx.enqueue(knock, { chat: ctx.chat }, { key: 'door' }) },
    jobs: [knock],
  })
  const place = await town(visitor)
  const ann = place.person('Ann')
  await ann.says('/knock')
  expect(world.calls).toBe(1)
  world.up = true
  await place.passes(minutes(1))
  ann.sees('come in')
  expect(world.calls).toBe(2)
  world.up = false
  await ann.says('/knock')
  await place.passes(minutes(5))
  ann.sees('gave up: nobody home')
  expect(world.calls).toBe(5)
})
