import { createHmac } from 'node:crypto'
import type { Page } from 'playwright-core'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { openMiniApp } from './mini-app.ts'
import { openRig, type Rig } from './rig.ts'

let rig: Rig
let shop: Awaited<ReturnType<typeof openMiniApp>>
beforeAll(async () => {
  rig = await openRig()
  shop = await openMiniApp(rig.sim.url)
  rig.friends.push(shop.url)
  rig.sim.says(rig.ann, rig.bot, '/start')
}, 60_000)
afterAll(async () => {
  expect(rig.strangers).toEqual([])
  expect(rig.troubles).toEqual([])
  await rig.close()
  await shop.close()
})

const offer = (text: string, path: string) => {
  const inline_keyboard = [[{ text, web_app: { url: path.startsWith('http') ? path : `${shop.url}${path}` } }]]
  return rig.call('sendMessage', { chat_id: rig.ann.id, text: 'An app', reply_markup: { inline_keyboard } })
}
const sheet = (page: Page) => page.getByRole('dialog', { name: 'Desk' })
const inside = (page: Page) => sheet(page).frameLocator('iframe').first()
const result = (page: Page) => inside(page).getByLabel('Result')
/** A window that is just closing lies over the frame for a moment, and would take the click. */
const taps = async (page: Page, name: string) => {
  await page.waitForFunction(() => {
    const frame = document.querySelector('iframe')
    const { x = 0, y = 0, width = 0, height = 0 } = frame?.getBoundingClientRect() ?? {}
    return frame !== null && document.elementFromPoint(x + width / 2, y + height / 2) === frame
  })
  await inside(page).getByRole('button', { name, exact: true }).click()
}
const shows = (page: Page, words: string) => expect.poll(() => result(page).textContent()).toBe(words)

test('an app behind a button knows who opened it, uses the frame’s buttons and asks its questions there', async () => {
  const { ann, bot, sim } = rig
  await offer('Open the shop', '/')
  const page = await rig.open(ann, bot.id, { colorScheme: 'dark' })
  await page.getByRole('log').getByRole('button', { name: 'Open the shop' }).click()
  await sheet(page)
    .getByText(`Mini App from ${new URL(shop.url).host}`)
    .waitFor()
  await shows(page, 'Ann dark')
  const data = new URLSearchParams((await inside(page).locator('body').getAttribute('data-init')) ?? '')
  const lines = [...data].filter(([name]) => name !== 'hash').map((pair) => pair.join('='))
  const key = createHmac('sha256', 'WebAppData').update(bot.token).digest()
  expect(data.get('hash')).toBe(createHmac('sha256', key).update(lines.sort().join('\n')).digest('hex'))

  await sheet(page).getByRole('button', { name: 'Pay 5 €' }).click()
  await shows(page, 'paid')
  await sheet(page).getByRole('button', { name: 'Back' }).click()
  await shows(page, 'went back')
  await taps(page, 'Confirm')
  await page.getByRole('dialog').getByRole('button', { name: 'OK' }).click()
  await shows(page, 'confirmed true')
  await page.getByText('Really?').waitFor({ state: 'detached' })
  await taps(page, 'Contact')
  await page.getByRole('button', { name: 'Share my number' }).click()
  await expect.poll(() => result(page).textContent()).toMatch(/^contact true 38050\d+$/)
  expect(sim.transcript(ann, bot).at(-1)?.message.contact).toMatchObject({ user_id: ann.id })
  await taps(page, 'Place')
  await page.getByRole('dialog', { name: 'Share a location' }).getByRole('button', { name: 'Share a location' }).click()
  await shows(page, 'place 50.4501')
  await taps(page, 'Whole screen')
  await shows(page, 'UNSUPPORTED')
  await taps(page, 'Buzz')
  await sheet(page).getByRole('button', { name: 'What the app asks of Telegram' }).click()
  const log = sheet(page).getByRole('list', { name: 'What the app asks of Telegram' })
  await log.getByText('web_app_trigger_haptic_feedback').waitFor()
  await log.getByText('not simulated: refused').first().waitFor()
  await page.context().close()
})

test('what it keeps is there when it is opened again; a careful app asks before it is closed', async () => {
  const { ann, bot } = rig
  const page = await rig.open(ann, bot.id)
  await offer('Again', '/')
  for (const before of ['empty', 'XL']) {
    await page.getByRole('log').getByRole('button', { name: 'Again' }).last().click()
    await taps(page, 'Keep')
    await shows(page, `was ${before}`)
    await taps(page, 'Careful')
    await sheet(page).getByRole('button', { name: 'Close', exact: true }).click()
    await page.getByText('may not be saved').waitFor()
    await page.getByRole('button', { name: 'Close the app' }).click()
    await sheet(page).waitFor({ state: 'detached' })
  }
  await page.context().close()
})

test('an app of the keyboard sends data and closes; one of the menu is answered in the person’s name and closes', async () => {
  const { ann, bot, call, sim } = rig
  const page = await rig.open(ann, bot.id)
  const keyboard = [[{ text: 'Form', web_app: { url: shop.url } }]]
  await call('sendMessage', { chat_id: ann.id, text: 'Fill it', reply_markup: { keyboard } })
  await page.getByRole('button', { name: 'Form' }).click()
  await shows(page, 'nobody light')
  await taps(page, 'Send data')
  await sheet(page).waitFor({ state: 'detached' })
  await page.getByText('Data from “Form” was sent to the bot').waitFor()
  expect(sim.updates(bot).at(-1)?.update.message?.web_app_data).toEqual({ data: '{"size":"XL"}', button_text: 'Form' })

  await call('setChatMenuButton', { menu_button: { type: 'web_app', text: 'Shop', web_app: { url: shop.url } } })
  await page.getByRole('button', { name: /^Shop: open/ }).click()
  await shows(page, 'Ann light')
  const data = (await inside(page).locator('body').getAttribute('data-init')) ?? ''
  const message = { message_text: 'I bought a hat' }
  await call('answerWebAppQuery', {
    web_app_query_id: new URLSearchParams(data).get('query_id'),
    result: { type: 'article', id: '1', title: 'Hat', input_message_content: message },
  })
  await page.getByRole('log').getByText('I bought a hat').waitFor()
  await sheet(page).waitFor({ state: 'detached' })
  await page.context().close()
})

test('a page that speaks the protocol by itself is served as well, and what nobody knows is noted', async () => {
  const { ann, bot } = rig
  await offer('Raw', '/raw')
  const page = await rig.open(ann, bot.id)
  await page.getByRole('log').getByRole('button', { name: 'Raw' }).click()
  await expect.poll(() => result(page).textContent()).toContain('theme_changed:#ffffff')
  const button = sheet(page).getByRole('button', { name: 'Raw button' })
  expect(await button.evaluate((element) => getComputedStyle(element).backgroundColor)).toBe('rgb(17, 34, 51)')
  await button.click()
  await expect.poll(() => result(page).textContent()).toContain('main_button_pressed')
  await sheet(page).getByRole('button', { name: 'What the app asks of Telegram' }).click()
  await sheet(page).getByText('unknown to the simulator').waitFor()
  await page.context().close()
})

test('a page that says nothing is asked after; one of another machine is opened only after a question', async () => {
  const { ann, bot } = rig
  await offer('Silent', '/silent')
  await offer('Elsewhere', 'https://app.example.org/shop')
  const page = await rig.open(ann, bot.id)
  await page.getByRole('log').getByRole('button', { name: 'Silent' }).click()
  await sheet(page).getByText('Nothing was heard from this page').waitFor({ timeout: 10_000 })
  await page.keyboard.press('Escape')
  await sheet(page).waitFor({ state: 'detached' })
  await page.getByRole('log').getByRole('button', { name: 'Elsewhere' }).click()
  await page.getByText('lives at app.example.org').waitFor()
  await page.getByRole('dialog').getByRole('button', { name: 'Cancel' }).click()
  await page.context().close()
})
