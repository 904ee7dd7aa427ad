import { expect, test, vi } from 'vitest'
import { LANGUAGES, type Language, minutes, type Phrase } from '#platform/bot.ts'
import type { Town } from '#testing/town.ts'
import bounty from '../bot.ts'
import { HOSTILE } from '../hostile-urls.ts'
import { say } from '../texts/index.ts'
import { type Citizen, draft, everything, linked, opened } from './scene.ts'

// Hundreds of messages each.
vi.setConfig({ testTimeout: 120_000 })

/** What is written, and the sentence that answers it. */
type Row = readonly [said: string, answer: Phrase]

/** What nobody can mean by a reference, whatever the command. */
const GARBAGE = [
  'x',
  '-1',
  '0',
  '1.5',
  '٣',
  '４２',
  'A',
  'A0',
  'A-1',
  'A99999999999999999999',
  '99999999999999999999',
  '<b>',
  '%s',
  "'; drop table bounty.tasks",
]

const everyOne = (command: string, answer: Phrase, more: readonly string[] = []): Row[] =>
  [...GARBAGE, ...more].map((wrong) => [`${command} ${wrong}`, answer])

/** Ann has A1 in work; A2 is Ben's, A3 is paid, A4 is approved; #1 and #2 are open, #3 is a draft. */
const PERSON: readonly Row[] = [
  ['/take', say.take.usage],
  ...['x', '-1', '0', '3', '1.5', '٣', '４２', 'A1', '99999999999999999999', "'; drop table bounty.tasks", '<b>'].map(
    (wrong): Row => [`/take ${wrong}`, say.take.badNumber(wrong, 2)],
  ),
  ...['#999', '#99999999999999999999', '#0', '#x', '#-1', '#3'].map(
    (wrong): Row => [`/take ${wrong}`, say.take.noSuch(wrong)],
  ),
  ['/take #1', say.take.already('#1', 'A1')],
  [`/tasks ${'long '.repeat(20)}`, say.tasks.badSearch(60)],
  ['/submit what', say.submit.usage],
  ['/submit A0', say.submit.usage],
  ['/submit A99999999999999999999', say.submit.usage],
  ['/submit 5', say.submit.notYours('A5', 'A1')],
  ['/submit A2 PyGithub/PyGithub#538', say.submit.notYours('A2', 'A1')],
  ['/submit A3 PyGithub/PyGithub#538', say.submit.notYours('A3', 'A1')],
  ...(
    [
      ['http://github.com/o/r/pull/1', 'scheme'],
      ['https://evil.io/o/r/pull/1', 'host'],
      ['https://github.com@evil.io/o/r/pull/1', 'userinfo'],
      ['https://github.com/o/r/issues/1', 'issue'],
      ['https://github.com/o/r/commit/1234567', 'commit'],
      ['https://github.com/o/r/pull/0', 'number'],
      ['https://github.com/o/r/pull/99999999999999999999', 'number'],
      ['javascript:alert(1)', 'scheme'],
    ] as const
  ).map(([address, fault]): Row => [`/submit A1 ${address}`, say.submit.notPullRequest(say.submit.fault[fault])]),
  ['/check', say.check.usage],
  ...everyOne('/check', say.check.usage),
  ['/check A1', say.check.nothing('A1')],
  ['/check A2', say.submit.notYours('A2', 'A1')],
  ['/check A999', say.submit.notYours('A999', 'A1')],
  ['/drop', say.drop.usage],
  ...everyOne('/drop', say.drop.usage),
  ['/drop A2', say.submit.notYours('A2', 'A1')],
  ['/drop A999', say.submit.notYours('A999', 'A1')],
  ['/dispute', say.lease.dispute.usage],
  ...everyOne('/dispute', say.lease.dispute.usage),
  ['/dispute A1 it is wrong', say.lease.dispute.nothing('A1')],
  ['/dispute A2 it is wrong', say.submit.notYours('A2', 'A1')],
  ['/audit', say.audit.usage],
  ...everyOne('/audit', say.audit.usage, ['#', 'P', 'P0']),
  ['/audit A2', say.audit.none('A2')],
  ['/audit P1', say.audit.none('P1')],
  ['/audit A999', say.audit.none('A999')],
  ['/receipt', say.pay.receipt.usage],
  ...everyOne('/receipt', say.pay.receipt.usage),
  ['/receipt A1', say.pay.receipt.none('A1')],
  ['/receipt A3', say.pay.receipt.none('A3')],
  ['/receipt A999', say.pay.receipt.none('A999')],
  ...['', ' acct_', ' me', ' <b>'].map((wrong): Row => [`/payee${wrong}`, say.office.payee.notHere]),
  ['/link <b>', say.link.badLogin('<b>')],
  ['/link two words', say.link.badLogin('two words')],
  ['/link gist', say.account.usageGist],
  ['/link gist <b>', say.link.badLogin('<b>')],
  ['/link octocat', say.link.busy('s-t-e-v-e-n-k')],
  ['/unlink', say.account.stays('s-t-e-v-e-n-k', 'A1')],
]

const ADMIN: readonly Row[] = [
  ['/task', say.admin.usage],
  ...['x', '-1', '0', '1.5', '٣', 'A1', '#0', '99999999999999999999', '<b>'].map(
    (wrong): Row => [`/task ${wrong}`, say.admin.usage],
  ),
  ['/task #999', say.admin.noTask('#999')],
  ['/pay', say.pay.admin.usage],
  ...everyOne('/pay', say.pay.admin.usage, ['P0', 'P-1', 'P99999999999999999999', 'P1 everything', 'P1 voids']),
  ['/pay P999', say.pay.admin.noPayment('P999')],
  ...['approve', 'void', 'again', 'paid po_1 seen', 'failed seen'].map(
    (word): Row => [`/pay P999 ${word}`, say.pay.admin.noPayment('P999')],
  ),
  ...['approve', 'void', 'again', 'paid po_1 seen', 'failed seen', 'paid', 'failed'].map(
    (word): Row => [`/pay P1 ${word}`, say.pay.admin.notNow('P1', say.payment.paid)],
  ),
  ...['again', 'paid po_1 seen', 'failed seen'].map(
    (word): Row => [`/pay P2 ${word}`, say.pay.admin.notNow('P2', say.payment.created)],
  ),
  ...['x', '-1', '0', 'ON OFF', '٣', '99999999999999999999'].map(
    (wrong): Row => [`/payouts ${wrong}`, say.pay.payouts.usage],
  ),
  ['/payouts unknown', say.pay.payouts.noneInDoubt],
  ['/hold', say.pay.hold.usage],
  ...everyOne('/hold', say.pay.hold.usage, ['A4']),
  ['/hold A999 reason', say.pay.hold.none('A999')],
  ['/hold A1 reason', say.pay.hold.notNow('A1', say.state.active)],
  ['/hold A3 reason', say.pay.hold.notNow('A3', say.state.paid)],
  [`/hold A4 ${'x'.repeat(501)}`, say.admin.newTask.tooLong(500)],
  ['/release', say.pay.hold.usage],
  ...everyOne('/release', say.pay.hold.usage),
  ['/release A999', say.pay.hold.none('A999')],
  ['/release A4', say.pay.hold.notHeld('A4', say.state.approved)],
  ['/relink', say.account.relinkUsage],
  ...['x', '-1', '0', 'x octocat', '-1 octocat', '1.5 octocat', '٣ octocat', '99999999999999999999 octocat', '7'].map(
    (wrong): Row => [`/relink ${wrong}`, say.account.relinkUsage],
  ),
  ['/relink 999 octocat', say.account.relinkNobody(999)],
  ['/relink 999 <b>', say.link.badLogin('<b>')],
  ...['-5', '0', '1e3', '5000.001', '99999999999999999999', '٣', 'all', '5 000', '<b>'].map(
    (wrong): Row => [`/fund ${wrong}`, say.pay.budget.usage],
  ),
  ['/reverse', say.pay.reverse.usage],
  ...everyOne('/reverse', say.pay.reverse.usage, ['P1', 'P0 reason', 'P99999999999999999999 reason', 'x reason']),
  ['/reverse P999 reason', say.pay.admin.noPayment('P999')],
  ['/reverse P2 reason', say.pay.admin.notNow('P2', say.payment.created)],
  [`/reverse P1 ${'x'.repeat(501)}`, say.admin.newTask.tooLong(500)],
  ['/split', say.manage.split.usage],
  ...everyOne('/split', say.manage.split.usage, ['A4']),
  ...[
    '60',
    '60 @jacquev6',
    '-60 160 @jacquev6',
    '1e2 0 @jacquev6',
    '60% 40 @jacquev6',
    '٦٠ ٤٠ @jacquev6',
    'x y @jacquev6',
  ].map((wrong): Row => [`/split A4 ${wrong}`, say.manage.split.usage]),
  ['/split A4 60 40', say.manage.split.count(2, 1)],
  ['/split A4 60 40 @jacquev6 @allevin', say.manage.split.count(2, 1)],
  ['/split A4 60 30 @jacquev6', say.manage.split.sum('90.00', '400.00 USD')],
  ['/split A4 99999999999999999999 1 @jacquev6', say.manage.split.usage],
  ['/split A4 0 100 @jacquev6', say.manage.split.nothing],
  ['/split A4 60 40 <b>', say.manage.split.nobody('<b>')],
  ['/split A4 60 40 @octocat', say.manage.split.nobody('@octocat')],
  ['/split A4 60 40 A999', say.pay.hold.none('A999')],
  ['/split A4 60 40 A4', say.manage.split.twice('A4')],
  ['/split A999 60 40 @jacquev6', say.pay.hold.none('A999')],
  ['/split A1 60 40 @jacquev6', say.manage.split.notNow('A1', say.state.active)],
  ['/split A3 60 40 @jacquev6', say.manage.split.notNow('A3', say.state.paid)],
  ...[
    '',
    'x',
    'xls',
    'csv x',
    'csv 2026-13',
    'csv 2026-1',
    'csv -1',
    'csv ٢٠٢٦',
    'csv 99999999999999999999',
    'csv payments x',
    'csv 2026 takes',
  ].map((wrong): Row => [`/export ${wrong}`, say.manage.export.usage]),
  ['/export csv 2025', say.manage.export.empty(say.manage.export.kind.payments, '2025')],
  ...['', 'x', '12', '@ann', 'A1'].map((wrong): Row => [`/ban ${wrong}`, say.manage.ban.usage]),
  ...['0', '999', '-1', 'x', '@nobody', '<b>', '٣', '99999999999999999999'].map(
    (wrong): Row => [`/ban ${wrong} spam`, say.manage.ban.nobody],
  ),
  ['/ban A999 spam', say.pay.hold.none('A999')],
  ['/ban 1 spam', say.manage.ban.equal],
  [`/ban 2 ${'x'.repeat(301)}`, say.admin.newTask.tooLong(300)],
  ...['', '2 3'].map((wrong): Row => [`/unban ${wrong}`, say.manage.ban.unbanUsage]),
  ...['0', '999', '-1', 'x', '@nobody', '<b>', '٣', '99999999999999999999'].map(
    (wrong): Row => [`/unban ${wrong}`, say.manage.ban.nobody],
  ),
  ...['', '2 3', '@ann now'].flatMap((wrong): Row[] => [
    [`/trust ${wrong}`, say.people.trust.usage],
    [`/untrust ${wrong}`, say.people.trust.untrustUsage],
    [`/unblock ${wrong}`, say.people.claims.unblockUsage],
  ]),
  ...['0', '999', '-1', 'x', '@nobody', '<b>', '٣', '99999999999999999999'].flatMap((wrong): Row[] => [
    [`/trust ${wrong}`, say.manage.ban.nobody],
    [`/untrust ${wrong}`, say.manage.ban.nobody],
    [`/unblock ${wrong}`, say.manage.ban.nobody],
  ]),
  ['/trust A999', say.pay.hold.none('A999')],
  ['/untrust 2', say.people.trust.not(2)],
  ['/unblock 2', say.people.claims.notBlocked(2)],
  ['/unban 2', say.manage.ban.notBanned(2)],
  ['/unban 1', say.manage.ban.equal],
]

/** These take no words: whatever follows them is not looked at. */
const WORDLESS = ['start', 'help', 'my', 'lang', 'cancel', 'queue', 'reconcile', 'newtask', 'stats', 'inbox']

test('every command stands in this table', () => {
  const told = new Set([...PERSON, ...ADMIN].map(([said]) => /^\/([a-z]+)/.exec(said)?.[1]))
  expect(Object.keys(bounty.commands).filter((name) => !told.has(name) && !WORDLESS.includes(name))).toEqual([])
})

test.each(LANGUAGES)('what a person cannot mean gets its own answer in %s and changes nothing', async (language) => {
  const { world, ann } = await busy(language)
  await answersAll(world, ann, PERSON, language)
})

test.each(LANGUAGES)('what an admin cannot mean gets its own answer in %s and changes nothing', async (language) => {
  const { world } = await busy('en')
  const zoe = world.person('Zoe', { superadmin: true, language })
  await zoe.says('/start')
  await answersAll(world, zoe, ADMIN, language)
})

test('whoever is no admin reads the same about every admin command, known or not', async () => {
  const { world, ann } = await busy('en')
  const before = await everything(world)
  for (const [said] of ADMIN) {
    await ann.says(said)
    expect(ann.screen().at(-1), said).toBe('I do not know that command. /help')
  }
  expect(await everything(world)).toEqual(before)
})

test('no word makes a command without words do something else', async () => {
  const { world, ann } = await busy('en')
  const before = await everything(world)
  for (const command of WORDLESS.filter((name) => name !== 'newtask')) {
    for (const wrong of GARBAGE) {
      await ann.says(`/${command} ${wrong}`)
      isDecent(ann.screen().at(-1) ?? '', `/${command} ${wrong}`)
    }
  }
  expect(await everything(world)).toEqual(before)
})

async function answersAll(world: Town, person: Citizen, rows: readonly Row[], language: Language) {
  const before = await everything(world)
  const asked = world.github.requests.length
  const paid = world.payouts.requests.length
  for (const [said, answer] of rows) {
    await person.says(said)
    const shown = (person.screen().at(-1) ?? '').replace(/ \[[^\]]+\]/g, '')
    expect(shown, said).toContain(answer.in(language).text)
    expect(person.news, said).toBe(1)
    isDecent(shown, said)
  }
  expect(await everything(world)).toEqual(before)
  expect(world.github.requests).toHaveLength(asked)
  expect(world.payouts.requests).toHaveLength(paid)
  expect(world.logged.filter(({ level }) => level === 'error')).toEqual([])
}

/** No raw value, no key of the catalogue, no stack. */
function isDecent(shown: string, said: string) {
  expect(shown, said).not.toMatch(/undefined|null|NaN|\[object|=>|\$\{|Error\b|\bat .+:\d+:\d+|^[a-z]+(\.[a-zA-Z]+)+$/)
  expect(shown.length, said).toBeGreaterThan(5)
}

async function busy(language: Language) {
  const { world, ada } = await opened({ slots: 5 })
  await draft(ada, { title: 'Retries', reward: '400.00', slots: 2 })
  await ada.presses('Publish')
  await draft(ada, { title: 'Later' })
  const ann = await linked(world, 'Ann', 's-t-e-v-e-n-k', language)
  await ann.says('/take #1')
  const ben = await linked(world, 'Ben', 'jacquev6')
  await ben.says('/take #1')
  const cat = await linked(world, 'Cat', 'allevin')
  await cat.says('/take #1')
  await cat.says('/submit A3 PyGithub/PyGithub#538')
  cat.sees('Paid 100.00 USD')
  const dan = await linked(world, 'Dan', 'simulated-writer')
  await dan.says('/take #2')
  await dan.says('/submit A4 PyGithub/PyGithub#9001')
  world.github.merge('PyGithub/PyGithub', 9001)
  await world.passes(minutes(5))
  await dan.says('/my')
  dan.sees('approved, payment waits for an admin’s approval')
  return { world, ada, ann }
}

test('no hostile address reaches anybody: each gets an answer, nothing is asked of any host, no row changes', async () => {
  const { world } = await opened()
  const ann = await linked(world, 'Ann', 'allevin')
  await ann.says('/take #1')
  await ann.says('/submit A1')
  const before = await everything(world)
  const asked = world.github.requests.length
  // Telegram itself takes control characters out of what people write.
  for (const [address] of HOSTILE.filter(([text]) => text !== '' && !/[\p{Cc}\p{Cf}]/u.test(text))) {
    await ann.says(address)
    ann.sees('That is not a pull request link')
  }
  expect(HOSTILE.length).toBeGreaterThan(60)
  expect(await everything(world)).toEqual(before)
  expect(world.github.requests).toHaveLength(asked)
  await ann.says('https://github.com/PyGithub/PyGithub/pull/538')
  ann.sees('Paid')
})
