import { afterAll, beforeAll, expect, test } from 'vitest'
import { openRig, type Rig } from './rig.ts'

let rig: Rig
beforeAll(async () => {
  rig = await openRig()
  rig.sim.says(rig.ann, rig.bot, '/start')
}, 60_000)
afterAll(async () => {
  expect(rig.strangers).toEqual([])
  expect(rig.troubles).toEqual([])
  await rig.close()
})

test('a voice message is recorded and is what Telegram would send: Ogg with Opus, with its length', async () => {
  const { sim, ann, bot, call } = rig
  const page = await rig.open(ann, bot.id)
  const last = () => sim.transcript(ann, bot).at(-1)?.message
  await page.getByRole('button', { name: 'Record a voice message' }).click()
  const recording = page.getByRole('region', { name: 'Recording a voice message' })
  await recording.getByText('0:02').waitFor()
  await page.keyboard.press('Escape')
  await recording.waitFor({ state: 'detached' })
  expect(last()?.text).toBe('/start')

  await page.getByRole('button', { name: 'Record a voice message' }).click()
  await recording.getByText('0:02').waitFor()
  await recording.getByRole('button', { name: 'Send' }).click()
  await expect.poll(() => last()?.voice).toMatchObject({ mime_type: 'audio/ogg', duration: expect.any(Number) })
  expect([2, 3]).toContain(last()?.voice?.duration)

  const update = sim.updates(bot).at(-1)?.update.message?.voice
  const { file_path } = await call('getFile', { file_id: update?.file_id })
  expect(file_path).toMatch(/\.ogg$|\.oga$/)
  const bytes = Buffer.from(await (await fetch(`${sim.url}/file/bot${bot.token}/${file_path}`)).arrayBuffer())
  expect(bytes.subarray(0, 4).toString()).toBe('OggS')
  expect(bytes.includes('OpusHead')).toBe(true)

  const message = page.getByRole('article').last()
  const heights = () =>
    message.locator('svg rect[y]').evaluateAll((bars) => new Set(bars.map((bar) => bar.getAttribute('height'))).size)
  await expect.poll(heights).toBeGreaterThan(5)
  await message.getByRole('button', { name: /^Play/ }).click()
  await message.getByRole('button', { name: /^Pause/ }).waitFor()
  await page.context().close()
})

test.each([
  ['NotAllowedError', 'may not use the microphone'],
  ['NotFoundError', 'No microphone was found'],
])('%s is told clearly, and a file is the way out', async (name, words) => {
  const { ann, bot } = rig
  const page = await rig.open(ann, bot.id)
  await page.evaluate((name) => {
    navigator.mediaDevices.getUserMedia = () => Promise.reject(new DOMException('', name))
  }, name)
  await page.getByRole('button', { name: 'Record a voice message' }).click()
  await page.getByRole('alert').getByText(words).waitFor()
  const chooser = page.waitForEvent('filechooser')
  await page.getByRole('button', { name: 'Pick a sound file' }).click()
  await (await chooser).setFiles({ name: 'hum.ogg', mimeType: 'audio/ogg', buffer: Buffer.from('OggS') })
  await page.getByText('hum.ogg').waitFor()
  await page.context().close()
})
