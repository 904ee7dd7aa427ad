import type { Page } from 'playwright-core'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { openRig, type Rig } from './rig.ts'

const unsent = {
  id: 7,
  bot: 'desk',
  chat: 42,
  method: 'sendMessage',
  payload: { text: 'A letter' },
  state: 'failed' as const,
  tries: 2,
  error: 'Forbidden: bot was blocked by the user',
  written: '2026-03-02T09:00:00Z',
}
const outbox = [unsent]

let rig: Rig
beforeAll(async () => {
  rig = await openRig({ outbox: async () => outbox })
  rig.sim.says(rig.ann, rig.bot, '/start')
}, 60_000)
afterAll(async () => {
  expect(rig.strangers).toEqual([])
  expect(rig.troubles).toEqual([])
  await rig.close()
})

const last = () => rig.sim.transcript(rig.ann, rig.bot).at(-1)?.message
const log = (page: Page) => page.getByRole('log')

test('a keyboard that asks for people, a chat, a number or a quiz gets just that', async () => {
  const { ann, bob, bot, desk, call } = rig
  const page = await rig.open(ann, bot.id)
  const keyboard = [
    [{ text: 'Friends', request_users: { request_id: 1, max_quantity: 2, user_is_bot: false } }],
    [{ text: 'A chat', request_chat: { request_id: 2, chat_is_channel: false, request_title: true } }],
    [{ text: 'A channel', request_chat: { request_id: 3, chat_is_channel: true } }],
    [{ text: 'Number', request_contact: true }],
    [{ text: 'Quiz', request_poll: { type: 'quiz' } }],
  ]
  await call('sendMessage', { chat_id: ann.id, text: 'Tell me', reply_markup: { keyboard } })
  await page.getByRole('button', { name: 'Friends' }).click()
  await page.getByRole('checkbox', { name: 'Bob' }).check()
  await page.getByRole('button', { name: 'Share 1' }).click()
  await expect.poll(() => last()?.users_shared?.users[0]?.user_id).toBe(bob.id)
  await page.getByRole('button', { name: 'A chat' }).click()
  await page.getByRole('dialog').getByRole('button', { name: 'Support desk' }).click()
  await expect.poll(() => last()?.chat_shared).toMatchObject({ chat_id: desk, title: 'Support desk' })
  await page.getByRole('button', { name: 'A channel' }).click()
  await page.getByText('You are in no chat that is what the bot asks for.').waitFor()
  await page.keyboard.press('Escape')
  await page.getByRole('button', { name: 'Number' }).click()
  await page.getByRole('dialog').getByRole('button', { name: 'Cancel' }).click()
  await page.getByRole('button', { name: 'Number' }).click()
  await page.getByRole('button', { name: 'Share my number' }).click()
  await expect.poll(() => last()?.contact?.user_id).toBe(ann.id)
  await page.getByRole('button', { name: 'Quiz', exact: true }).click()
  await page.getByRole('textbox', { name: 'Question' }).fill('Two and two?')
  await page.getByRole('textbox', { name: /1/ }).fill('4')
  await page.getByRole('textbox', { name: /2/ }).fill('5')
  await page.getByRole('dialog').getByRole('button', { name: 'Send' }).click()
  await expect.poll(() => last()?.poll).toMatchObject({ type: 'quiz', correct_option_id: 0 })
  await page.context().close()
})

test('buttons under a message ask a bot from here or elsewhere, and what is not simulated says so', async () => {
  const { sim, ann, bot, desk, call } = rig
  const gif = sim.bot({ username: 'gif_bot', name: 'Gif', supports_inline_queries: true })
  sim.says(ann, gif, '/start')
  const asGif = async (method: string, params: object) => {
    const headers = { 'content-type': 'application/json' }
    const url = `${sim.url}/bot${gif.token}/${method}`
    return (await (await fetch(url, { method: 'POST', headers, body: JSON.stringify(params) })).json()).result
  }
  const inline_keyboard = [
    [{ text: 'Here', switch_inline_query_current_chat: 'cats' }],
    [{ text: 'There', switch_inline_query_chosen_chat: { query: 'dogs', allow_group_chats: true } }],
  ]
  await asGif('sendMessage', { chat_id: ann.id, text: 'Ask me', reply_markup: { inline_keyboard } })
  const page = await rig.open(ann, gif.id)
  const answers = async (query: string, title: string) => {
    await expect.poll(() => sim.updates(gif).at(-1)?.update.inline_query?.query).toBe(query)
    const inline_query_id = sim.updates(gif).at(-1)?.update.inline_query?.id
    const input_message_content = { message_text: `A picture of ${query}` }
    await asGif('answerInlineQuery', {
      inline_query_id,
      results: [{ type: 'article', id: '1', title, input_message_content }],
    })
  }
  await log(page).getByRole('button', { name: 'Here', exact: true }).click()
  await answers('cats', 'A cat')
  await page.getByRole('option', { name: 'A cat' }).click()
  await log(page).getByText('A picture of cats').waitFor()
  await log(page).getByRole('button', { name: 'There' }).click()
  await page.getByRole('dialog').getByRole('button', { name: 'Support desk' }).click()
  await answers('dogs', 'A dog')
  await page.getByRole('option', { name: 'A dog' }).click()
  await expect.poll(() => sim.transcript(ann, desk).at(-1)?.message.text).toBe('A picture of dogs')

  const pay = { inline_keyboard: [[{ text: 'Pay', pay: true }], [{ text: 'Play', callback_game: {} }]] }
  await call('sendMessage', { chat_id: ann.id, text: 'Pay or play', reply_markup: pay })
  await page.goto(`${sim.url}/?as=${ann.id}&chat=${bot.id}`)
  await log(page).getByRole('button', { name: 'Pay', exact: true }).click()
  await page.getByText('Payments are not simulated').waitFor()
  await log(page).getByRole('button', { name: 'Play', exact: true }).click()
  await page.getByText('Games are not simulated').waitFor()
  await page.context().close()
})

test('the outbox shows what a house has still to send, and why it failed', async () => {
  const { ann, desk } = rig
  const page = await rig.open(ann, desk, { inspector: true })
  await page.getByRole('tab', { name: 'Outbox' }).click()
  await page
    .getByRole('region', { name: 'desk → 42' })
    .getByRole('button', { name: /A letter/ })
    .click()
  await page.getByText('Forbidden: bot was blocked by the user').first().waitFor()
  outbox.pop()
  await page.getByText('Nothing waits').waitFor()
  await page.context().close()
})
