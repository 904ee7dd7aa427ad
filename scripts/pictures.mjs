// Takes the two pictures of the README: a task taken from Bounty, and the support desk on a phone.
// Usage: npm run pictures. Needs a Chromium (CHROMIUM, default /usr/bin/chromium) and a built page.
import { mkdirSync, statSync } from 'node:fs'
import { join } from 'node:path'
import { openHouse } from './house.mjs'

const LARGEST = 250_000
const folder = join(import.meta.dirname, '../docs/pictures')
mkdirSync(folder, { recursive: true })
const { home, browser, close } = await openHouse()

try {
  await desktop()
  await phone()
} finally {
  await close()
}

async function desktop() {
  const page = await open({ viewport: { width: 1280, height: 800 } })
  await page.getByRole('button', { name: 'Take your first task' }).click()
  await says(page, '/start')
  await page.getByRole('log').getByRole('button', { name: 'Link GitHub' }).click()
  await page.getByText('What is your GitHub login?').waitFor()
  await says(page, 'allevin')
  await page.getByRole('log').getByText('Linked: allevin').waitFor()
  await says(page, '/tasks')
  await page.getByRole('log').getByText('Support pull request reviews').waitFor()
  await page.getByRole('tab', { name: 'Calls' }).click()
  await take(page, 'desktop.png')
}

async function phone() {
  const { people } = await (await fetch(`${home}/sim/state`)).json()
  const id = (name) => people.find(({ first_name }) => first_name === name).id
  const [olena, ihor, maya] = ['Olena', 'Ihor', 'Maya'].map(id)
  const { id: chat } = (await ask('GET', `/people/${olena}/chats`)).find(({ chat }) => chat.topics).chat
  const says = (person, text, topic) =>
    ask('POST', `/people/${person}/chats/${chat}/messages`, { text, message_thread_id: topic })
  await says(maya, 'A customer was charged twice for October. Invoice 1204.', 2)
  const { message } = await says(olena, 'Refund the second one today, please.', 2)
  await ask('PUT', `/people/${ihor}/chats/${chat}/messages/${message.message_id}/reactions`, [
    { type: 'emoji', emoji: '👍' },
  ])
  await says(ihor, 'The search is slow again since noon.', 3)
  const poll = { question: 'Who takes the late shift?', options: ['Ihor', 'Maya'], anonymous: false }
  const asked = await ask('POST', `/people/${olena}/chats/${chat}/poll`, { ...poll, message_thread_id: 2 })
  const vote = { poll: asked.message.poll.id, options: [1] }
  for (const person of [olena, maya]) await ask('POST', `/people/${person}/chats/${chat}/vote`, vote)
  const look = { viewport: { width: 390, height: 844 }, colorScheme: 'dark', isMobile: true, hasTouch: true }
  const page = await open({ ...look, deviceScaleFactor: 1.5 }, `?as=${olena}&chat=${chat}&topic=2`)
  await page.getByRole('log').getByText('Who takes the late shift?').waitFor()
  await page.getByRole('log').getByText('100 %').waitFor()
  await take(page, 'phone.png')
}

async function open(look, place = '') {
  const context = await browser.newContext({ locale: 'en', ...look })
  const page = await context.newPage()
  await page.addInitScript(() => window.localStorage.setItem('posthouse.banner', 'seen'))
  await page.goto(`${home}/${place}`)
  return page
}

async function says(page, text) {
  await page.getByRole('textbox', { name: /message/i }).fill(text)
  await page.keyboard.press('Enter')
}

async function ask(method, path, body) {
  const headers = { 'content-type': 'application/json' }
  const answer = await fetch(`${home}/sim${path}`, { method, ...(body ? { headers, body: JSON.stringify(body) } : {}) })
  const result = await answer.json()
  if (!answer.ok) throw new Error(`${method} ${path}: ${result.error}`)
  return result
}

async function take(page, name) {
  await page.waitForTimeout(800)
  const path = join(folder, name)
  await page.screenshot({ path })
  const { size } = statSync(path)
  process.stdout.write(`${name}: ${Math.round(size / 1000)} kB\n`)
  if (size > LARGEST) throw new Error(`${name} is larger than ${LARGEST / 1000} kB`)
}
