import AxeSource from 'axe-core'
import type { Page } from 'playwright-core'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { openRig, picture, type Rig, sound } from './rig.ts'

let rig: Rig
beforeAll(async () => {
  rig = await openRig()
}, 60_000)
afterAll(async () => {
  expect(rig.strangers).toEqual([])
  expect(rig.troubles).toEqual([])
  await rig.close()
})

const log = (page: Page) => page.getByRole('log')
/** Over when it is in the chat: what a bot says next stands below it. */
const says = async (page: Page, text: string) => {
  await page.getByRole('textbox', { name: 'Message' }).fill(text)
  const arrived = page.waitForResponse(
    (response) => response.request().postData()?.includes(JSON.stringify(text)) ?? false,
  )
  await page.keyboard.press('Enter')
  await arrived
}
const menuOf = async (page: Page, text: string) => {
  const bubble = page.getByRole('article').filter({ hasText: text }).last()
  await bubble.hover()
  await bubble.getByRole('button', { name: 'Message actions' }).click()
}

test('what is said arrives; it is answered with a quote, edited, reacted to, pinned, forwarded and deleted', async () => {
  const { sim, ann, bot, desk, call } = rig
  const page = await rig.open(ann, bot.id)
  await says(page, '/start')
  const sent = await call('sendMessage', { chat_id: ann.id, text: 'Shall we begin?' })
  await log(page)
    .getByText('Shall we begin?')
    .dblclick({ position: { x: 4, y: 8 } })
  await menuOf(page, 'Shall we begin?')
  await page.getByRole('menuitem', { name: 'Reply' }).click()
  await says(page, 'Yes')
  const last = () => sim.transcript(ann, bot).at(-1)?.message
  await expect.poll(() => last()?.quote?.text).toBe('Shall')

  await page.keyboard.press('ArrowUp')
  await says(page, 'Yes, now')
  await log(page).getByText('edited').waitFor()

  await menuOf(page, 'Shall we begin?')
  await page.getByRole('menuitem', { name: 'React with 👍' }).click()
  await page.getByRole('button', { name: '👍: 1 person' }).click()
  await expect.poll(() => page.getByRole('button', { name: '👍: 1 person' }).count()).toBe(0)

  await menuOf(page, 'Shall we begin?')
  await page.getByRole('menuitem', { name: 'Pin' }).click()
  await page.getByRole('button', { name: /Pinned message/ }).waitFor()
  await menuOf(page, 'Yes, now')
  await page.getByRole('menuitem', { name: 'Forward' }).click()
  await page.getByRole('dialog').getByText('Support desk').click()
  await expect.poll(() => sim.transcript(ann, desk).at(-1)?.message.forward_origin?.type).toBe('user')

  await call('deleteMessage', { chat_id: ann.id, message_id: sent.message_id })
  await log(page).getByText('This message was deleted').waitFor()
  await page.context().close()
})

test('every kind of message is drawn: nothing says that it cannot be', async () => {
  const { sim, ann, bot, call } = rig
  const page = await rig.open(ann, bot.id)
  const photo = await picture(page, 600, 400, 20)
  const file = { kind: 'photo' as const, name: 'p.jpg', mime: 'image/jpeg', bytes: photo }
  sim.sendsAlbum(ann, bot, [file, file, file])
  sim.sendsFile(ann, bot, { kind: 'voice', name: 'v.ogg', mime: 'audio/ogg', bytes: sound(), duration: 3 })
  sim.sendsFile(ann, bot, { kind: 'document', name: 'plan.txt', bytes: Buffer.from('plan') })
  sim.sendsSticker(ann, bot, '👍')
  sim.sendsContact(ann, bot)
  sim.sendsVenue(ann, bot, { location: { latitude: 1, longitude: 2 }, title: 'The bakery', address: '1 Bread street' })
  sim.sendsDice(ann, bot, '🎲')
  await call('sendLocation', { chat_id: ann.id, latitude: 50, longitude: 30, live_period: 900 })
  await call('sendMessageDraft', { chat_id: ann.id, draft_id: 1, text: 'Half a sentence' })
  await page.getByText('Half a sentence').waitFor()
  await page.getByRole('img', { name: /Live location/ }).waitFor()
  for (const text of ['plan.txt', 'The bakery', '1 Bread street']) await log(page).getByText(text).first().waitFor()
  const bars = log(page).locator('svg rect[y]')
  const heights = () => bars.evaluateAll((all) => new Set(all.map((bar) => bar.getAttribute('height'))).size)
  await expect.poll(heights).toBeGreaterThan(5)
  expect(await page.getByText('cannot show').count()).toBe(0)
  await call('sendMessage', { chat_id: ann.id, text: 'The whole sentence' })
  await log(page).getByText('The whole sentence').waitFor()
  await expect.poll(() => page.getByText('Half a sentence').count()).toBe(0)
  await page.context().close()
})

test('people vote, see the bars and take the vote back', async () => {
  const { ann, bot, call } = rig
  const page = await rig.open(ann, bot.id)
  const options = ['Tea', 'Coffee'].map((text) => ({ text }))
  await call('sendPoll', { chat_id: ann.id, question: 'What to drink?', options, is_anonymous: false })
  const poll = page.getByRole('group', { name: 'What to drink?' })
  await poll.getByRole('button', { name: 'Coffee' }).click()
  await poll.getByText('your vote').waitFor()
  await poll.getByText('100 %').waitFor()
  await poll.getByRole('button', { name: 'Take the vote back' }).click()
  await poll.getByText('0 votes').waitFor()
  await page.context().close()
})

test('a topic shows its own messages, keeps its own count, and what is said there stays there', async () => {
  const { sim, ann, bob, desk } = rig
  const page = await rig.open(ann)
  sim.says(bob, desk, 'An invoice is wrong', { thread: 2 })
  sim.says(bob, desk, 'The page is slow', { thread: 3 })
  await page.getByRole('link', { name: /Support desk/ }).click()
  const topics = page.getByRole('navigation', { name: 'Topics' })
  await topics.getByRole('link', { name: /Billing/ }).click()
  await log(page).getByText('An invoice is wrong').waitFor()
  expect(await log(page).getByText('The page is slow').count()).toBe(0)
  await says(page, 'I look at it')
  await expect
    .poll(() => sim.transcript(ann, desk).at(-1)?.message)
    .toMatchObject({ message_thread_id: 2, text: 'I look at it' })
  sim.says(bob, desk, 'Still slow', { thread: 3 })
  await topics.getByTitle('Bugs, 1 unread message').waitFor()
  await page.getByRole('button', { name: 'Topics: Billing' }).click()
  await page.getByRole('menuitem', { name: 'Close this topic' }).click()
  await topics.getByRole('img', { name: 'closed' }).waitFor()
  await log(page).getByText('Ann closed the topic').waitFor()
  await page.context().close()
})

test('the list shows the last line of the open chat, which is marked as read once for what is new', async () => {
  const { ann, bot, call } = rig
  const page = await rig.open(ann, bot.id)
  const reads: string[] = []
  page.on('request', (request) => request.url().endsWith('/read') && reads.push(request.url()))
  await says(page, '/start')
  for (const text of ['One.', 'Two.', 'Three.']) {
    await call('sendMessage', { chat_id: ann.id, text })
    await page.getByRole('link', { name: /^Desk/ }).getByText(text).waitFor()
  }
  // Once for what was there before, once for each that came.
  expect(reads.length).toBeGreaterThan(0)
  expect(reads.length).toBeLessThanOrEqual(4)
  await page.context().close()
})

test('a walk along a GPX file goes on while another chat is open, rests, and stops', async () => {
  const { sim, ann, bot, desk } = rig
  const page = await rig.open(ann, desk)
  await page.getByRole('button', { name: 'Attach' }).click()
  await page.getByRole('menuitem', { name: 'Place or walk' }).click()
  await page.getByText('A walk, live').click()
  await page.getByLabel('Way').selectOption('file')
  const point = (lat: number) => `<trkpt lat="${lat}" lon="30"/>`
  const gpx = (points: string) => ({ name: 'way.gpx', mimeType: 'application/gpx+xml', buffer: Buffer.from(points) })
  const input = page.locator('input[accept*=gpx]')
  await input.setInputFiles(gpx('<gpx><broken'))
  await page.getByText('no way of two points').waitFor()
  await input.setInputFiles(gpx(`<gpx><trk><trkseg>${point(50)}${point(50.2)}</trkseg></trk></gpx>`))
  await page.getByLabel('Speed').selectOption('500')
  await page.getByRole('button', { name: 'Start walking' }).click()
  const strip = page.getByRole('region', { name: 'Ann walks in Support desk' })
  await strip.waitFor()
  await page.getByRole('link', { name: /^Desk/ }).click()
  const place = () => sim.transcript(ann, desk).findLast(({ message }) => message.location)?.message.location
  await expect.poll(() => place()?.latitude, { timeout: 8000 }).toBeGreaterThan(50)
  expect(place()).toMatchObject({ heading: 360, live_period: 3600 })
  await strip.getByRole('button', { name: 'Rest' }).click()
  await page
    .getByRole('region', { name: 'Ann rests in Support desk' })
    .getByRole('button', { name: 'Stop sharing' })
    .click()
  await expect.poll(() => place()?.live_period).toBe(undefined)
  expect(bot.id).toBeGreaterThan(0)
  await page.context().close()
})

test('the inspector adds a fault and clears it, shows a lint at its call, and moves the clock', async () => {
  const { sim, bot, ann, desk, call } = rig
  const page = await rig.open(ann, desk, { inspector: true })
  await page.getByRole('tab', { name: 'Faults' }).click()
  await page.getByRole('combobox', { name: 'Method' }).fill('sendMessage')
  await page.getByRole('button', { name: 'Add the fault' }).click()
  await page.getByText('1 time left').waitFor()
  await expect(call('sendMessage', { chat_id: desk, text: 'x' })).rejects.toThrow('Too Many Requests')
  await page.getByText('No fault is waiting').waitFor()

  await page.getByRole('tab', { name: 'Lints' }).click()
  await call('sendMessage', { chat_id: desk, text: 'with a lint', wrong: 1 })
  await page.getByRole('button', { name: /wrong is unknown/ }).click()
  await page.getByRole('button', { name: 'The call it belongs to' }).click()
  await page.getByText('Known from: the open server’s source').waitFor()

  await page.getByRole('tab', { name: 'Clock' }).click()
  await page.getByText('By hand').click()
  const before = (await call('sendMessage', { chat_id: desk, text: 'before' })).date
  await page.getByRole('button', { name: '+1 day' }).click()
  const later = async () => (await call('sendMessage', { chat_id: desk, text: 'after' })).date - before
  await expect.poll(later).toBe(86_400)
  await page.getByText('Real', { exact: true }).click()
  expect(sim.lints(bot).length).toBeGreaterThan(0)
  await page.context().close()
})

describe.each([
  [390, 'light', 'uk'],
  [390, 'dark', 'en'],
  [768, 'light', 'ru'],
  [1440, 'light', 'en'],
  [1440, 'dark', 'uk'],
] as const)('at %i px, %s, in %s', (width, colorScheme, language) => {
  test('nothing is wider than the window, and axe finds nothing', async () => {
    const { sim, bot, desk } = rig
    const reader = sim.person(`Reader ${language} ${colorScheme} ${width}`, { language })
    sim.places(rig.ann, desk, reader, { status: 'member' })
    sim.says(reader, bot, '/start')
    for (const chat of [undefined, bot.id, desk]) {
      const look = { viewport: { width, height: 844 }, colorScheme, inspector: width > 1000 }
      const page = await rig.open(reader, chat, look)
      await page
        .getByRole(chat === undefined ? 'heading' : 'log')
        .first()
        .waitFor()
      const over = () => page.evaluate(() => document.documentElement.scrollWidth - window.innerWidth)
      expect(await over()).toBeLessThanOrEqual(0)
      await page.evaluate(AxeSource.source)
      const found = await page.evaluate(async () => {
        // biome-ignore lint/suspicious/noExplicitAny: axe lives in the page
        const { violations } = await (window as any).axe.run()
        return violations.map(({ id, nodes }: { id: string; nodes: { html: string }[] }) => `${id}: ${nodes[0]?.html}`)
      })
      expect(found).toEqual([])
      await page.context().close()
    }
  })
})
