import { expect, test, vi } from 'vitest'
import { days, hours } from '#platform/bot.ts'
import { rowsOf } from '#testing/raw.ts'
import { draft, everything, idOf, linked, opened } from './stories/scene.ts'

// Whole days pass here, ten minutes at a time.
vi.setConfig({ testTimeout: 90_000 })

const ON = { PAYEE_PROFILE: 'on' }

test('before the first take a person says where they live: typed, picked, or not at all', async () => {
  const { world } = await opened({ slots: 3, settings: ON })
  const ann = await linked(world, 'Ann', 'allevin')
  for (const take of ['/take #1', '/take 1']) {
    await ann.says(take)
    ann.sees('Before the first task I have to know whether you can be paid')
  }
  await ann.presses('Fill it in')
  ann.sees('In which country do you live?')
  await ann.says('Atlantis')
  ann.sees('“Atlantis” is no country that I know.')
  await ann.says('united')
  ann.sees('Which of these?')
  await ann.presses('United Kingdom')
  ann.sees('Noted: you live in United Kingdom.')
  await ann.says('Poland')
  ann.sees('Send /help')
  await ann.says('/take #1')
  ann.sees('Yours: #1')
  await ann.says('/payee')
  ann.sees('You live in: United Kingdom')
  await ann.presses('Another country')
  await ann.says('pl')
  ann.sees('Noted: you live in Poland.')
  const ivan = await linked(world, 'Ivan', 'jacquev6', 'uk')
  await ivan.says('/payee україна')
  ivan.sees('Записано, де ви живете: Україна.')
  await ivan.says('/take #1')
  ivan.sees('Ваше: #1')
  const olga = await linked(world, 'Olga', 's-t-e-v-e-n-k', 'ru')
  await olga.says('/payee')
  await olga.says('Германия')
  olga.sees('Записано, где вы живёте: Германия.')
  expect(await rowsOf(world, 'select country, account, form_on_file from bounty.payees order by person_id')).toEqual([
    { country: 'PL', account: null, form_on_file: false },
    { country: 'UA', account: null, form_on_file: false },
    { country: 'DE', account: null, form_on_file: false },
  ])
  const audit = await rowsOf<{ detail: string }>(
    world,
    "select detail from posthouse.audit where action = 'payee_country' order by id",
  )
  expect(audit.map(({ detail }) => JSON.parse(detail))).toEqual([
    { to: 'GB' },
    { from: 'GB', to: 'PL' },
    { to: 'UA' },
    { to: 'DE' },
  ])
})

test.each([[{ PAYEE_COUNTRIES: 'ua, PL' }], [{ PAYEE_COUNTRIES_BLOCKED: 'DE AT' }]])(
  'who lives where nobody can be paid hears it before the work: %j',
  async (settings) => {
    const { world } = await opened({ settings: { ...ON, ...settings } })
    const ann = await linked(world, 'Ann', 'allevin')
    await ann.says('/payee')
    if ('PAYEE_COUNTRIES' in settings) ann.sees('Money can go to: Ukraine, Poland.')
    await ann.says('Germany')
    ann.sees('Noted: Germany. Nobody who lives there can be paid from here, so you cannot take tasks.')
    const before = await everything(world)
    await ann.says('/take #1')
    ann.sees('Nobody who lives in your country can be paid from here')
    expect(await everything(world)).toEqual(before)
    await ann.says('/payee UA')
    await ann.says('/take #1')
    ann.sees('Yours: #1')
  },
)

test('money of somebody who moves where nobody is paid waits in sight of both, and goes out by itself', async () => {
  const { world, ada } = await opened({ settings: { ...ON, PAYEE_COUNTRIES_BLOCKED: 'DE', COOLING_HOURS: '24' } })
  const ann = await linked(world, 'Ann', 'allevin')
  await ann.says('/payee UA')
  await ann.says('/take #1')
  await ann.says('/submit A1 PyGithub/PyGithub#538')
  await ann.says('/payee DE')
  await world.passes(days(1) + hours(1))
  ann.sees('Your 100.00 USD for A1 are approved and stay yours, but nobody who lives in your country can be paid')
  ada.sees('waits for its payee: nobody in their country can be paid.')
  expect(world.payouts.requests).toEqual([])
  await ann.says('/my')
  ann.sees('payment waits for the payee: nobody in their country can be paid')
  await ann.says('/payee PL')
  ann.sees('Nothing holds your 100.00 USD for A1 back any more.')
  ann.sees('Paid 100.00 USD')
  expect(world.payouts.payments).toHaveLength(1)
})

test('above the sum that the operator set, a tax form has to be on file: before the take, and before the money', async () => {
  const { world, ada } = await opened({ slots: 2, settings: { ...ON, PAYEE_FORM_ABOVE: '150.00' } })
  for (const [title, reward] of [
    ['Docs', '60.00'],
    ['Typo', '50.00'],
  ] as const) {
    await draft(ada, { title, reward })
    await ada.presses('Publish')
  }
  const ann = await linked(world, 'Ann', 'allevin')
  const id = await idOf(world, ann)
  await ann.says('/payee UA')
  await ann.says('/take #1')
  await ann.says('/submit A1 PyGithub/PyGithub#538')
  ann.sees('Paid 100.00 USD')
  await ann.says('/take #2')
  ann.sees('Without a tax form on file, no more than 50.00 USD can go to you this year.')
  ann.sees('#3 Typo')
  await ann.presses('Take #3')
  ann.sees('Yours: #3')
  await ann.says('/drop A2')
  await ann.says('/take 2')
  ann.sees('Yours: #3 Typo')
  ann.seesNot('Yours: #2')
  await ann.says(`/payee ${id} form on`)
  ann.sees('is no country that I know')
  await ada.says(`/payee ${await idOf(world, ada)} form on`)
  ada.sees('Not yourself')
  await ada.says(`/payee ${id} form on`)
  ada.sees(`A tax form of Ann (id ${id}) is on file.`)
  await ann.says('/payee')
  ann.sees('Your tax form is on file.')
  await ann.says('/take #2')
  ann.sees('Yours: #2')
  await ada.says(`/payee @allevin form off`)
  const audit = await rowsOf<{ detail: string }>(
    world,
    "select detail from posthouse.audit where action = 'payee_form' order by id",
  )
  expect(audit.map(({ detail }) => JSON.parse(detail))).toEqual([{ on_file: true }, { on_file: false }])
})

test('money above that sum waits for the form and goes out when an admin notes it; a new year begins from nothing', async () => {
  const settings = { ...ON, PAYEE_FORM_ABOVE: '99.99', PAYOUT_AUTO_MOST: '500.00' }
  const { world, ada } = await opened({ slots: 2, settings })
  const ann = await linked(world, 'Ann', 'allevin')
  const id = await idOf(world, ann)
  await ann.says('/payee UA')
  await ann.says('/take #1')
  ann.sees('no more than 99.99 USD can go to you this year. Hand the form in')
  await ada.says(`/payee ${id} form on`)
  await ann.says('/take #1')
  await ada.says(`/payee ${id} form off`)
  await ann.says('/submit A1 PyGithub/PyGithub#538')
  ann.sees('but this year’s sum wants a tax form.')
  ada.sees('no tax form is on file, and this year’s sum wants one')
  expect(world.payouts.requests).toEqual([])
  await ada.says(`/payee ${id} form on`)
  ann.sees('Paid 100.00 USD')
  await ada.says(`/payee ${id} form off`)
  await draft(ada, { title: 'Docs', reward: '99.99' })
  await ada.presses('Publish')
  await ann.says('/take #2')
  ann.sees('no more than 0.00 USD can go to you this year')
  await world.database.query("update bounty.payments set first_sent_at = '2025-12-31', paid_at = '2025-12-31'")
  await ann.says('/take #2')
  ann.sees('Yours: #2')
})

test('where the receiver wants an account, it is asked for together with the country', async () => {
  const none = undefined as unknown as string
  const stripe = {
    STRIPE_SECRET_KEY: 'sk_test_12345678',
    STRIPE_API_URL: 'http://127.0.0.1:9',
    PAYOUT_WEBHOOK_URL: none,
  }
  const { world } = await opened({ settings: { ...ON, ...stripe } })
  const ann = await linked(world, 'Ann', 'allevin')
  await ann.says('/take #1')
  ann.sees('Before the first task I have to know where your money goes: /payee')
  await ann.presses('Fill it in')
  await ann.says('Ukraine')
  ann.sees('Which Stripe account does your money go to?')
  await ann.says('my card')
  ann.sees('That is no Stripe account.')
  await ann.says('acct_1032D82eZvKYlo2C')
  ann.sees('Your money goes to acct_1032D82eZvKYlo2C, from 2026-03-03 09:00 UTC on.')
  await ann.says('/payee')
  ann.sees('You live in: Ukraine')
  ann.sees('Your money goes to acct_1032D82eZvKYlo2C. Another account: /payee acct_…')
  await ann.says('/payee acct_anotherone12')
  ann.sees('Your money goes to acct_anotherone12, from')
  await ann.says('/payee ACCT_x')
  ann.sees('Format: /payee, or /payee and a country')
  await ann.says('/take #1')
  ann.sees('Yours: #1')
})

test('what cannot be meant is answered and changes nothing', async () => {
  const { world, ada } = await opened({ settings: ON })
  const ann = await linked(world, 'Ann', 'allevin')
  const before = await everything(world)
  for (const wrong of [
    'x',
    '-1',
    '<b>',
    '٣',
    '99999999999999999999',
    'EU',
    "'; drop table bounty.payees",
    '2 form on',
  ]) {
    await ann.says(`/payee ${wrong}`)
    ann.sees('is no country that I know. Write its name, or its two letters like UA.')
  }
  for (const wrong of ['999 form on', '@nobody form off', '<b> form on']) {
    await ada.says(`/payee ${wrong}`)
    ada.sees('I know nobody by that name or number.')
  }
  await ada.says('/payee A9 form on')
  ada.sees('There is no assignment A9.')
  expect(await everything(world)).toEqual(before)
})
