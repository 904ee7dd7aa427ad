import { expect, test } from 'vitest'
import { caller, type Envelope } from './kit.ts'
import { readRecording } from './recording.ts'
import { replay } from './replay.ts'
import { createSimulator, type SimBot, type Simulator } from './simulator.ts'
import { openStub } from './stub.ts'

const WORLD = {
  bots: [{ username: 'tape_bot', name: 'Tape', token: '123456789:AAtoken-of-the-tape-0123456789abcdef' }],
  people: [{ id: 42, first_name: 'Ann' }],
}

/** Polls, and says back what it hears in a way of its own. */
function echo(sim: Pick<Simulator, 'url' | 'close'>, bot: Pick<SimBot, 'token'>, answer: (text: string) => string) {
  const call = caller(sim, bot)
  let isOver = false
  const running = (async () => {
    for (let offset = 0; !isOver; ) {
      const { result = [] } = (await call('getUpdates', { offset, timeout: 1 }).catch(() => ({}))) as Partial<Envelope>
      for (const { update_id, message, callback_query } of result) {
        offset = update_id + 1
        if (message?.text)
          await call('sendMessage', {
            chat_id: message.chat.id,
            text: answer(message.text),
            reply_markup: { inline_keyboard: [[{ text: 'Go', callback_data: 'go' }]] },
          })
        if (callback_query) await call('answerCallbackQuery', { callback_query_id: callback_query.id })
      }
    }
  })()
  return async () => {
    isOver = true
    await sim.close()
    await running
  }
}

async function town(answer: (text: string) => string, tape?: string[]) {
  const options = tape ? { recording: (line: string) => void tape.push(line) } : {}
  const sim = await createSimulator({ world: WORLD, ...options })
  const bot = sim.bot({ username: 'tape_bot', name: 'Tape' })
  return { sim, bot, end: echo(sim, bot, answer) }
}

/** Ann says something, presses what she gets, and says her token. */
async function day() {
  const tape: string[] = []
  const { sim, bot, end } = await town((text) => `You said ${text}`, tape)
  const post = (path: string, body: object) =>
    fetch(`${sim.url}/sim/people/42/chats/${bot.id}${path}`, {
      method: 'POST',
      headers: { 'content-type': 'application/json' },
      body: JSON.stringify(body),
    })
  await post('/messages', { text: 'one' })
  await sim.settled()
  await post('/press', { message_id: 2, row: 0, column: 0 })
  await post('/messages', { text: `my token is ${bot.token}` })
  await sim.settled()
  await end()
  const lines = readRecording(tape.join(''))
  return { tape, lines, bot }
}

test('a day is recorded without tokens, and lived again it shows where the bot has changed', async () => {
  const { tape, lines, bot } = await day()
  expect(tape.join('')).not.toContain(bot.token)
  expect(lines.filter(({ dir }) => dir === 'act')).toHaveLength(3)
  expect(lines.flatMap((line) => (line.dir === 'call' ? line.method : []))).toEqual([
    'sendMessage',
    'answerCallbackQuery',
    'sendMessage',
  ])

  const same = await town((text) => `You said ${text}`)
  expect(await replay(same.sim.url, lines)).toEqual([])
  await same.end()

  const changed = await town((text) => (text === 'one' ? `You said ${text}` : 'What?'))
  expect(await replay(changed.sim.url, lines)).toMatchObject([{ at: 2, found: expect.stringContaining('What?') }])
  await changed.end()
})

test('without a world the recording itself answers: the same bot calls the same, another one is found out', async () => {
  const { lines } = await day()
  const plays = async (answer: (text: string) => string, also?: string) => {
    const stub = await openStub(lines, { patience: 200 })
    const end = echo(stub, { token: '1:any' }, answer)
    const refused = also && (await caller(stub, { token: '1:any' })(also))
    await stub.ended
    const found = stub.differences()
    await end()
    return { found, refused }
  }
  expect(await plays((text) => `You said ${text}`)).toEqual({ found: [], refused: undefined })
  expect((await plays((text) => (text === 'one' ? 'What?' : `You said ${text}`))).found).toMatchObject([
    { at: 0, expected: expect.stringContaining('You said one'), found: expect.stringContaining('What?') },
  ])
  const { found, refused } = await plays((text) => `You said ${text}`, 'getChat')
  expect(refused).toMatchObject({ ok: false, error_code: 501 })
  expect(found).toMatchObject([{ at: 3, expected: 'nothing', found: 'getChat {}' }])
})

test('a call that is not made is waited for, told, and holds up nothing for ever', async () => {
  const { lines } = await day()
  const stub = await openStub(lines, { patience: 200 })
  const call = caller(stub, { token: '1:any' })
  const told: unknown[] = []
  const running = (async () => {
    for (let offset = 0; ; ) {
      const { result = [] } = (await call('getUpdates', { offset, timeout: 1 }).catch(() => ({}))) as Partial<Envelope>
      for (const { update_id } of result) offset = update_id + 1
      told.push(...result)
      if (told.length >= 3 && result.length === 0) return
    }
  })()
  await stub.ended
  await running
  expect(told).toHaveLength(3)
  expect(stub.differences().map(({ found }) => found)).toEqual([undefined, undefined, undefined])
  await stub.close()
  await expect(openStub(lines, { bot: 'nobody_bot' })).rejects.toThrow('The recording knows tape_bot.')
})
