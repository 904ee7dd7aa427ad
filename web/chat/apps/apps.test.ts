import { expect, test } from 'vitest'
import { isFelt, refusalOf } from './refusals.ts'
import { after, blank } from './sheet.ts'
import { hear, withTheme, words } from './wire.ts'

const heard = (type: string, data: Record<string, unknown> = {}) => ({ type, data })

test.each([
  [words('web_app_ready'), { type: 'web_app_ready', data: {} }],
  ['{"eventType":"web_app_close","eventData":""}', { type: 'web_app_close', data: {} }],
  ['{"eventType":"x","eventData":[1]}', { type: 'x', data: {} }],
  ['{"eventType":7}', undefined],
  ['null', undefined],
  ['not JSON', undefined],
  [{ eventType: 'web_app_close' }, undefined],
])('%j is heard as %j', (given, expected) => {
  expect(hear(given)).toEqual(expected)
})

test('a button keeps what is not said of it, and takes only plain colours', () => {
  const shown = after(
    blank,
    heard('web_app_setup_main_button', { is_visible: true, text: ' Pay ', color: '#12AB34', text_color: 'url(//x)' }),
  )
  expect(shown.main).toMatchObject({
    visible: true,
    active: true,
    text: 'Pay',
    colour: '#12AB34',
    textColour: undefined,
  })
  const hidden = after(shown, heard('web_app_setup_main_button', { is_visible: false }))
  expect(hidden.main).toMatchObject({ visible: false, text: 'Pay', colour: '#12AB34' })
  expect(after(blank, heard('web_app_set_header_color', { color_key: 'bg_color' })).header).toBeUndefined()
})

test('a popup has at most three buttons, and one to close it when it brings none', () => {
  const four = [1, 2, 3, 4].map((n) => ({ id: `${n}`, type: 'default', text: `${n}` }))
  expect(after(blank, heard('web_app_open_popup', { message: 'Well?', buttons: four })).popup?.buttons).toHaveLength(3)
  expect(after(blank, heard('web_app_open_popup', { message: 'Well?' })).popup).toEqual({
    title: '',
    message: 'Well?',
    buttons: [{ id: '', type: 'close', text: '' }],
  })
})

test('what this client does not have is refused, what is felt is noted, and the rest is unknown', () => {
  const invoice = refusalOf(heard('web_app_open_invoice', { slug: 'a' })) ?? ''
  expect(JSON.parse(invoice)).toEqual({ eventType: 'invoice_closed', eventData: { slug: 'a', status: 'failed' } })
  expect(refusalOf(heard('web_app_share_to_story'))).toBe('')
  expect(refusalOf(heard('constructor'))).toBeUndefined()
  expect([isFelt('web_app_trigger_haptic_feedback'), isFelt('web_app_new')]).toEqual([true, false])
  const unchanged = heard('web_app_new')
  expect(after(blank, unchanged)).toBe(blank)
})

test('the address says how the client looks', () => {
  const hash = new URLSearchParams(withTheme('http://x/#tgWebAppData=', { bg_color: '#ffffff' }).split('#')[1])
  expect(JSON.parse(hash.get('tgWebAppThemeParams') ?? '')).toEqual({ bg_color: '#ffffff' })
})
