import { createSign } from 'node:crypto'
import AxeSource from 'axe-core'
import type { BrowserContextOptions, Page } from 'playwright-core'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { openRig, type Rig } from './rig.ts'

let rig: Rig
beforeAll(async () => {
  rig = await openRig()
}, 60_000)
afterAll(async () => {
  expect(rig.strangers).toEqual([])
  expect(rig.troubles).toEqual([])
  await rig.close()
})

const asks = async (content: string) => {
  const response = await fetch(`${rig.sim.url}/llm/v1/chat/completions`, {
    method: 'POST',
    headers: { 'content-type': 'application/json', authorization: `Bearer ${rig.sim.llm.key}` },
    body: JSON.stringify({ model: 'gpt-4o-mini', messages: [{ role: 'user', content }] }),
  })
  // biome-ignore lint/suspicious/noExplicitAny: a story reads many shapes
  return { status: response.status, body: (await response.json()) as any }
}

/** Writes rows as a bot does: signs in with the key of the service account, then updates. */
async function writes(values: unknown[][]): Promise<number> {
  const { client_email: iss, private_key, token_uri: aud } = rig.sim.sheets.serviceAccount()
  const part = (value: object) => Buffer.from(JSON.stringify(value)).toString('base64url')
  const claims = { iss, aud, scope: 'https://www.googleapis.com/auth/spreadsheets', iat: 1, exp: 3601 }
  const body = `${part({ alg: 'RS256', typ: 'JWT' })}.${part(claims)}`
  const assertion = `${body}.${createSign('RSA-SHA256').update(body).sign(private_key, 'base64url')}`
  const grant_type = 'urn:ietf:params:oauth:grant-type:jwt-bearer'
  const token = await fetch(aud, { method: 'POST', body: new URLSearchParams({ grant_type, assertion }) })
  const { access_token } = (await token.json()) as { access_token: string }
  const path = `/sheets/v4/spreadsheets/${rig.sim.sheets.spreadsheet}/values/A1?valueInputOption=USER_ENTERED`
  const written = await fetch(rig.sim.url + path, {
    method: 'PUT',
    headers: { authorization: `Bearer ${access_token}`, 'content-type': 'application/json' },
    body: JSON.stringify({ values }),
  })
  return written.status
}

async function opens(
  tab: string | RegExp,
  look: BrowserContextOptions = {},
  language: 'en' | 'uk' | 'ru' = 'en',
): Promise<Page> {
  const person = rig.sim.person(`Reader ${language}`, { language })
  const page = await rig.open(person, undefined, { inspector: true, ...look })
  const list = page.getByRole('tab', { name: tab })
  // On a phone the inspector is behind its button.
  const button = page.getByRole('banner').getByRole('button', { name: /^(Inspector|Інспектор|Инспектор)$/ })
  await button.waitFor()
  if ((await button.getAttribute('aria-pressed')) === 'false') await button.click()
  await list.click()
  return page
}

test('somebody answers for the model: by a rule, by words of their own, and by a fault', async () => {
  const page = await opens('LLM')
  await page.getByText('Nothing was asked yet.').waitFor()
  await page.locator('summary', { hasText: 'Rules' }).click()
  await page.getByLabel('When the last message contains').fill('price')
  await page.getByLabel('Its words').fill('It costs five.')
  await page.getByRole('button', { name: 'Add the rule' }).click()
  await page.getByText('answers “It costs five.” · always').waitFor()
  expect((await asks('What is the PRICE?')).body.choices[0].message.content).toBe('It costs five.')
  await page.getByRole('button', { name: /What is the PRICE\?/ }).click()
  await page.locator('pre', { hasText: '"content": "It costs five."' }).waitFor()

  await page.locator('summary', { hasText: 'Say as the model' }).click()
  await page.getByRole('textbox', { name: 'Say as the model' }).fill('Ask me again.')
  await page.getByRole('button', { name: 'Say it next' }).click()
  await page.getByText('The next question gets this answer.').waitFor()
  expect((await asks('What is the price?')).body.choices[0].message.content).toBe('Ask me again.')

  await page.locator('summary', { hasText: 'Faults' }).click()
  await page.getByLabel('What goes wrong').selectOption('503')
  await page.getByRole('button', { name: 'Add the fault' }).click()
  await page.getByText('1 time left').waitFor()
  expect((await asks('Still there?')).status).toBe(503)
  await page.getByText('1 time left').waitFor({ state: 'detached' })
  await page.getByRole('button', { name: 'Remove this rule: “price”' }).click()
  await page.getByText('No rules.').waitFor()
  expect(await page.content()).not.toContain(rig.sim.llm.key)
  await page.context().close()
})

test('what a bot writes into a sheet is drawn as text, whatever it is', async () => {
  const page = await opens('Sheets')
  await page.getByText('This sheet is empty.').waitFor()
  const hostile = '<img src=x onerror="document.title=1">'
  expect(
    await writes([
      ['session', 'score', 'said'],
      ['s1', 7, hostile],
      ['s2', '=1+1', 'a\u202Eb'],
    ]),
  ).toBe(200)
  const table = page.getByRole('table')
  await table.getByText(hostile, { exact: true }).waitFor()
  expect(await table.locator('img').count()).toBe(0)
  await table.getByText('=1+1', { exact: true }).waitFor()
  await page.getByText('1 formula is shown as text').waitFor()
  await page.getByText('3 rows × 3 columns').waitFor()
  await page.getByRole('switch', { name: 'Shared with the service account' }).click()
  await expect.poll(() => writes([['no']])).toBe(403)
  await page.getByRole('switch', { name: 'Shared with the service account' }).click()
  await expect.poll(() => writes([['session']])).toBe(200)
  await page.context().close()
})

test.each(['wav', 'opus', 'mp3'])('what the model speaks as %s can be played', async (response_format) => {
  const response = await fetch(`${rig.sim.url}/llm/v1/audio/speech`, {
    method: 'POST',
    headers: { 'content-type': 'application/json', authorization: `Bearer ${rig.sim.llm.key}` },
    body: JSON.stringify({ model: 'tts-1', voice: 'alloy', input: 'x'.repeat(60), response_format }),
  })
  const base64 = Buffer.from(await response.arrayBuffer()).toString('base64')
  const page = await rig.open(rig.ann)
  const seconds = await page.evaluate(async (base64) => {
    const bytes = Uint8Array.from(atob(base64), (letter) => letter.charCodeAt(0))
    return (await new OfflineAudioContext(1, 48_000, 48_000).decodeAudioData(bytes.buffer)).duration
  }, base64)
  // 60 characters at 15 a second; an mp3 has whole frames and what a decoder puts before them.
  expect(Math.abs(seconds - 4)).toBeLessThan(0.15)
  await page.context().close()
})

describe.each([
  [390, 'light', 'uk', ['LLM', 'Таблиці']],
  [768, 'dark', 'ru', ['LLM', 'Таблицы']],
  [1440, 'light', 'en', ['LLM', 'Sheets']],
  [1440, 'dark', 'en', ['LLM', 'Sheets']],
] as const)('%i px, %s, %s', (width, colorScheme, language, tabs) => {
  test.each(tabs)('the tab %s fits, and axe finds nothing, with everything open', async (tab) => {
    rig.sim.llm.rule({ contains: 'refund', tool: { name: 'handoff', arguments: {} }, times: 1 })
    await asks(`A question that is so long that it cannot stand in one line, whatever the width: ${width}`)
    const page = await opens(tab, { viewport: { width, height: 844 }, colorScheme }, language)
    const panel = page.getByRole('tabpanel')
    await panel.locator('summary').first().waitFor()
    for (const section of await panel.locator('summary').all()) await section.click()
    const over = await panel.evaluate((element) => element.scrollWidth - element.clientWidth)
    expect(over).toBeLessThanOrEqual(0)
    await page.evaluate(AxeSource.source)
    const found = await page.evaluate(async () => {
      // biome-ignore lint/suspicious/noExplicitAny: axe lives in the page
      const { violations } = await (window as any).axe.run('[role=tabpanel]')
      return violations.map(({ id, nodes }: { id: string; nodes: { html: string }[] }) => `${id}: ${nodes[0]?.html}`)
    })
    expect(found).toEqual([])
    await page.context().close()
  })
})
