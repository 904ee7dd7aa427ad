import { expect, test } from 'vitest'
import { caller, type Envelope } from './kit.ts'
import { readRecording, replay } from './replay.ts'
import { createSimulator, type SimBot, type Simulator } from './simulator.ts'

const WORLD = {
  bots: [{ username: 'tape_bot', name: 'Tape', token: '123456789:AAtoken-of-the-tape-0123456789abcdef' }],
  people: [{ id: 42, first_name: 'Ann' }],
}

/** Polls, and says back what it hears in a way of its own. */
function echo(sim: Simulator, bot: SimBot, answer: (text: string) => string) {
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

test('a day is recorded without tokens, and lived again it shows where the bot has changed', async () => {
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
