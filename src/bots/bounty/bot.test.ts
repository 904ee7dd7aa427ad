import { expect, test } from 'vitest'
import { type Connection, days, hours, minutes } from '#platform/bot.ts'
import { rowsOf } from '#testing/raw.ts'
import { type Town, town } from '#testing/town.ts'
import bounty from './bot.ts'
import { HOSTILE } from './hostile-urls.ts'
import { connect } from './outside.ts'
import type { Settings } from './settings.ts'

type Citizen = ReturnType<Town['person']>

test('Ann takes a task, submits her merged pull request and is paid, once', async () => {
  const { world, ada } = await opened()
  const ann = await linked(world, 'Ann', 'allevin')
  await ann.says('/tasks')
  ann.sees('#1 Support reviews — 100.00 USD · PyGithub/PyGithub · 1/1 free · 5 days')
  await ann.presses('Take #1')
  ann.sees('Yours: #1 Support reviews — as A1, for 5 days.')
  await ann.says('/submit A1 https://github.com/PyGithub/PyGithub/pull/538')
  ann.sees('A1 · PyGithub/PyGithub#538\nApproved. 100.00 USD is on its way to you.')
  ann.sees(/^Paid 100\.00 USD\. Id sim_po_/)
  expect(world.payouts.payments.map(({ body, idempotency_key }) => [body, idempotency_key])).toEqual([
    [`{"user_id":${await idOf(world, ann)},"assignment_id":1,"amount_cents":10000}`, 'bnty-test-a1-p1'],
  ])
  await world.passes(days(2))
  expect(world.payouts.requests).toHaveLength(1)
  await ann.says('/my')
  ann.sees('A1 #1 Support reviews — paid')
  await ada.says('/task #1')
  ada.sees('State: closed')
})

test('everything that was done is counted, logged and in the audit log', async () => {
  const { world } = await opened()
  const ann = await linked(world, 'Ann', 'allevin')
  await ann.says('/take 1')
  expect((await world.metrics.scrape()).text).toMatch(/^active_assignments 1$/m)
  await ann.says('/submit https://github.com/PyGithub/PyGithub/pull/538')
  const { text } = await world.metrics.scrape()
  for (const line of ['assignments_submitted_total 1', 'assignments_approved_total 1', 'active_assignments 0']) {
    expect(text).toMatch(new RegExp(`^${line}$`, 'm'))
  }
  expect(text).toMatch(/^verification_duration_seconds_count 1$/m)
  const audited = await rowsOf<{ action: string }>(world, 'select action from posthouse.audit order by id')
  const actions = audited.map(({ action }) => action)
  for (const action of [
    'task_published',
    'github_linked',
    'assignment_taken',
    'assignment_submitted',
    'assignment_approved',
    'payment_sending',
    'payment_paid',
  ]) {
    expect(actions).toContain(action)
    expect(world.logged.some(({ event }) => event === action)).toBe(true)
  }
})

test('a pull request that is still open is watched until its maintainer merges it', async () => {
  const { world } = await opened({ at: '2019-07-15T11:50:00Z' })
  const ann = await linked(world, 'Ann', 'Ferada')
  await ann.says('/take #1')
  await ann.says('/submit A1 https://github.com/PyGithub/PyGithub/pull/1171')
  ann.sees('Not merged yet. I keep checking; your deadline is paused. Next check: 11:51 UTC.')
  expect(ann.news).toBe(1)
  await world.passes(hours(5))
  expect(asked(world, '/pulls/1171').map(({ at }) => at.slice(11, 16))).toEqual([
    '11:50',
    '11:51',
    '11:56',
    '12:11',
    '13:11',
  ])
  expect(world.github.merge('PyGithub/PyGithub', 1171)).toBe(true)
  await world.passes(hours(3))
  ann.sees('Paid 100.00 USD')
})

test('a check asked for by hand is made now, but not twice a minute', async () => {
  const { world } = await opened({ at: '2019-07-15T11:50:00Z' })
  const ann = await linked(world, 'Ann', 'Ferada')
  await ann.says('/take #1')
  await ann.says('/submit PyGithub/PyGithub#1171')
  await world.passes(minutes(30))
  const before = asked(world, '/pulls/1171').length
  world.github.merge('PyGithub/PyGithub', 1171)
  await ann.says('/check A1')
  ann.sees('Approved.')
  expect(asked(world, '/pulls/1171')).toHaveLength(before + 1)
  await ann.says('/check A1')
  ann.sees('There is no pull request of A1 to check')
})

test.each([
  ['jacquev6', 'https://github.com/PyGithub/PyGithub/pull/538', 'The PR’s author is allevin; you linked jacquev6.'],
  [
    'MarcoFalke',
    'https://github.com/MarcoFalke/PyGithub/pull/2',
    'The PR is in MarcoFalke/PyGithub; the task is in PyGithub/PyGithub. A fork does not count.',
  ],
  ['jacquev6', 'https://github.com/PyGithub/PyGithub/pull/31', '; “master” is required.'],
  ['jacquev6', 'https://github.com/PyGithub/PyGithub/pull/3370', 'A bot opened this PR; it is not payable.'],
])('%s submits %s and reads which field failed and what to do', async (login, url, sentence) => {
  const { world } = await opened()
  const ann = await linked(world, 'Ann', login)
  await ann.says('/take #1')
  await ann.says(`/submit A1 ${url}`)
  ann.sees(sentence)
  ann.sees(/Submit|submit/)
  expect(ann.news).toBe(1)
  await ann.says('/my')
  ann.sees('A1 #1 Support reviews — in work')
  expect(world.payouts.requests).toEqual([])
})

test('an admin looks at what no rule decides: approves, and it is paid', async () => {
  const { world, ada } = await opened()
  const ann = await linked(world, 'Ann', 's-t-e-v-e-n-k')
  await ann.says('/take #1')
  await ann.says('/submit A1 https://github.com/PyGithub/PyGithub/pull/2078')
  ann.sees('You merged it yourself — a person must review.')
  await world.passes(minutes(5))
  await ada.says('/queue')
  ada.sees(/For a person to review: 1\nA1 #1 · PyGithub\/PyGithub#2078 · 5 minutes ago\n {3}The author merged the PR\./)
  await ada.presses('Review A1')
  ada.sees('GitHub s-t-e-v-e-n-k')
  await ada.pressesAtOnce('Approve', 5)
  await world.passes(minutes(1))
  expect(world.payouts.payments).toHaveLength(1)
  expect(await rowsOf(world, 'select verified_by from bounty.assignments')).toEqual([
    { verified_by: `person ${await idOf(world, ada)}` },
  ])
})

test('an admin rejects with a reason, and the person reads it and submits again', async () => {
  const { world, ada } = await opened()
  const ann = await linked(world, 'Ann', 's-t-e-v-e-n-k')
  await ann.says('/take #1')
  await ann.says('/submit A1 https://github.com/PyGithub/PyGithub/pull/2078')
  await ada.says('/queue')
  await ada.presses('Review A1')
  await ada.presses('Reject')
  ada.sees('Why is A1 rejected?')
  await ada.says('tests are <missing>')
  ada.sees('A1 is rejected')
  expect(ann.screen().join('\n')).toContain(
    'A person looked at it and says no: tests are <missing>. You may submit again.',
  )
  await ann.presses('Submit A1')
  ann.sees('Send the link of the pull request for A1')
  await ann.says('not a link')
  ann.sees('That is not a pull request link')
  await ann.says('https://github.com/PyGithub/PyGithub/pull/2078')
  ann.sees('You merged it yourself')
})

test('nobody approves their own work', async () => {
  const { world, ada } = await opened()
  await ada.says('/link s-t-e-v-e-n-k')
  await ada.says('/take #1')
  await ada.says('/submit A1 https://github.com/PyGithub/PyGithub/pull/2078')
  await ada.presses('Review A1')
  await ada.presses('Approve')
  ada.sees('That is your own work; another admin must decide.')
  expect(world.payouts.requests).toEqual([])
})

test('one pull request is paid once, also for two tasks of the same person', async () => {
  const { world, ada } = await opened()
  await draft(ada, { title: 'Another' })
  await ada.presses('Publish')
  const ann = await linked(world, 'Ann', 'allevin')
  await ann.says('/take 2')
  ann.sees('Yours: #2 Another — as A2')
  await ann.says('/submit A1 PyGithub/PyGithub#538')
  await ann.says('/submit A2 PyGithub/PyGithub#538')
  ann.sees('This PR is already used for another task.')
  expect(world.payouts.payments).toHaveLength(1)
})

test('GitHub that limits, fails or shows pages is never held against the person', async () => {
  const { world } = await opened()
  const ann = await linked(world, 'Ann', 'allevin')
  await ann.says('/take #1')
  world.github.answerNext({
    status: 403,
    headers: { 'x-ratelimit-remaining': '0', 'x-ratelimit-reset': '0' },
    body: { message: 'API rate limit exceeded' },
  })
  world.github.answerNext({
    status: 403,
    headers: { 'retry-after': '60' },
    body: { message: 'You have triggered an abuse detection mechanism' },
  })
  world.github.answerNext({ status: 502, body: '<html>Unicorn!</html>', times: 3 })
  world.github.answerNext({ status: 200, body: '<html>maintenance</html>' })
  world.github.answerNext({ status: 401, body: { message: 'Bad credentials' } })
  await ann.says('/submit A1 PyGithub/PyGithub#538')
  ann.sees('GitHub is not answering. Nothing to do on your side. Next check: 09:00 UTC.')
  expect(ann.news).toBe(1)
  await world.passes(hours(2))
  ann.sees('Paid 100.00 USD')
  ann.seesNot('cannot see')
  expect(asked(world, '/pulls/538')).toHaveLength(8)
})

test('after a day of silence a person looks', async () => {
  const { world, ada } = await opened()
  const ann = await linked(world, 'Ann', 'allevin')
  await ann.says('/take #1')
  world.github.answerNext({ status: 503, body: '<html>', times: 1000 })
  await ann.says('/submit A1 PyGithub/PyGithub#538')
  await world.passes(hours(25))
  ann.sees('GitHub did not answer for a day — a person must review.')
  await ada.says('/queue')
  ada.sees('For a person to review: 1')
})

test('"not found" is asked three times over ten minutes before it is a refusal', async () => {
  const { world } = await opened()
  const ann = await linked(world, 'Ann', 'allevin')
  await ann.says('/take #1')
  await ann.says('/submit A1 PyGithub/PyGithub#99999')
  ann.sees('wrong link or private repo. I will try twice more.')
  await world.passes(minutes(9))
  ann.seesNot('I have tried three times')
  await world.passes(minutes(2))
  ann.sees(
    'I cannot see that PR: wrong link or private repo. I have tried three times. Check the link and submit again.',
  )
  expect(asked(world, '/pulls/99999')).toHaveLength(3)
})

test('silence before does not count as "not found"', async () => {
  const { world } = await opened()
  const ann = await linked(world, 'Ann', 'allevin')
  await ann.says('/take #1')
  world.github.answerNext({ status: 503, headers: { 'retry-after': '1' }, times: 1 })
  world.github.answerNext({ status: 403, headers: { 'retry-after': '1200' }, times: 1 })
  await ann.says('/submit A1 PyGithub/PyGithub#99999')
  await world.passes(minutes(22))
  ann.sees('I will try twice more')
  await world.passes(minutes(10))
  ann.sees('I have tried three times')
})

test('a wrong link is corrected by sending the right one; the old check changes nothing', async () => {
  const { world } = await opened({ at: '2019-07-15T11:50:00Z' })
  const ann = await linked(world, 'Ann', 'Ferada')
  await ann.says('/take #1')
  await ann.says('/submit A1 PyGithub/PyGithub#99999')
  await ann.says('/submit A1 PyGithub/PyGithub#1171')
  ann.sees('Not merged yet.')
  await world.passes(hours(1))
  ann.seesNot('cannot see')
  await ann.says('/my')
  ann.sees('waiting for merge · PR PyGithub/PyGithub#1171')
})

test.each(['drop-after', '500', 'no-payout-id', 'html', 'drop-before'] as const)(
  'a pay-out service with the fault "%s" pays once, and the person hears of the doubt once',
  async (kind) => {
    const { world } = await opened()
    const ann = await linked(world, 'Ann', 'allevin')
    await ann.says('/take #1')
    const isProcessed = kind === 'drop-after' || kind === 'no-payout-id'
    world.payouts.fault({ kind, times: 3 })
    await ann.says('/submit A1 PyGithub/PyGithub#538')
    ann.sees('Payment sent, no confirmation yet. I will not send twice; reconciling.')
    ann.seesNot('Paid')
    await world.passes(minutes(30))
    ann.sees('Paid 100.00 USD')
    const sent = world.payouts.requests.map(({ headers, body }) => `${headers['idempotency-key']} ${body}`)
    // Asked about the key, a receiver that has it says so: it need not be sent again.
    expect(sent).toHaveLength(isProcessed ? 1 : 4)
    expect(new Set(sent).size).toBe(1)
    expect(world.payouts.payments).toHaveLength(1)
    expect(ann.screen().filter((line) => line.includes('no confirmation yet'))).toHaveLength(1)
  },
)

test('a payment in doubt for twenty hours waits for a person, and its key is not used again', async () => {
  const { world, ada } = await opened()
  const ann = await linked(world, 'Ann', 'allevin')
  await ann.says('/take #1')
  world.payouts.fault({ kind: '500', times: 10_000 })
  world.payouts.answerLookups('500')
  await ann.says('/submit A1 PyGithub/PyGithub#538')
  await world.passes(hours(21))
  const sent = world.payouts.requests.length
  expect(sent).toBeGreaterThan(20)
  ann.sees('a person is settling it')
  await ada.says('/queue')
  ada.sees(/P1 A1 · 100\.00 USD · a person is settling the payment · 21 hours ago · not confirmed in 20 hours/)
  await world.passes(days(3))
  expect(world.payouts.requests).toHaveLength(sent)
})

test('a wrong pay-out secret pauses all payments until an admin has put it right', async () => {
  const { world, ada } = await opened({ settings: { PAYOUT_SECRET: 'wrong' } })
  const ann = await linked(world, 'Ann', 'allevin')
  await ann.says('/take #1')
  await ann.says('/submit A1 PyGithub/PyGithub#538')
  ann.sees('Payment sent, no confirmation yet.')
  ada.sees('Payouts are paused. Why: status 401.')
  await world.passes(hours(12))
  expect(world.payouts.requests).toHaveLength(1)
  await ada.says('/payouts')
  ada.sees('Payouts are paused. Why: status 401. Not sent yet: 0. Sent and not settled: 1.')
})

test('without a pay-out service the payment waits in sight of the admins, and goes out when there is one', async () => {
  let isConfigured = false
  const withoutService = {
    ...bounty,
    connect(connection: Connection<Settings>) {
      const outside = connect(connection)
      return {
        ...outside,
        payouts: {
          ...outside.payouts,
          get isConfigured() {
            return isConfigured
          },
        },
      }
    },
  }
  const world = await town(withoutService, { githubDates: 'fresh' })
  const ada = await funder(world)
  await draft(ada, {})
  await ada.presses('Publish')
  const ann = await linked(world, 'Ann', 'allevin')
  await ann.says('/take #1')
  await ann.says('/submit A1 PyGithub/PyGithub#538')
  ann.sees('Approved.')
  await world.passes(hours(30))
  await ann.says('/my')
  ann.sees('approved, payment waits for the pay-out service')
  await ada.says('/queue')
  ada.sees(/Payments not settled: 1\nP1 A1/)
  expect(world.payouts.requests).toEqual([])
  isConfigured = true
  await world.passes(minutes(10))
  ann.sees('Paid 100.00 USD')
  expect(world.payouts.requests).toHaveLength(1)
})

test('a restart between any two steps loses nothing', async () => {
  const { world } = await opened()
  const ann = await linked(world, 'Ann', 'allevin')
  await world.restarts()
  await ann.says('/take #1')
  await world.restarts()
  await ann.says('/submit')
  await world.restarts()
  world.github.answerNext({ status: 502 })
  await ann.says('https://github.com/PyGithub/PyGithub/pull/538')
  await world.restarts()
  world.payouts.fault({ kind: 'drop-after' })
  await world.passes(minutes(2))
  await world.restarts()
  await world.passes(minutes(10))
  expect(world.payouts.payments).toHaveLength(1)
  expect(await rowsOf(world, 'select status from bounty.payments')).toEqual([{ status: 'paid' }])
})

test('fifty people want the last slot; one gets it, the others hear who was faster', async () => {
  const { world } = await opened()
  const people: Citizen[] = []
  for (let n = 0; n < 50; n += 1) people.push(world.person(`P${n}`))
  await Promise.all(people.map((person) => person.says('/start')))
  await world.database.query(
    `insert into bounty.github_accounts select id, 1000 + id, 'user-' || id, $1 from posthouse.people`,
    [world.now],
  )
  await Promise.all(people.map((person) => person.says('/take #1')))
  const screens = people.map((person) => person.screen().at(-1) ?? '')
  expect(screens.filter((line) => line.startsWith('Yours: #1'))).toHaveLength(1)
  expect(screens.filter((line) => line.includes('#1 was just taken.'))).toHaveLength(49)
  expect(await rowsOf(world, 'select taken from bounty.tasks')).toEqual([{ taken: 1 }])
})

test('who presses Take five times has one task', async () => {
  const { world } = await opened({ slots: 3 })
  const ann = await linked(world, 'Ann', 'allevin')
  await ann.says('/tasks')
  await ann.pressesAtOnce('Take #1', 5)
  expect(await rowsOf(world, 'select taken from bounty.tasks')).toEqual([{ taken: 1 }])
  expect(await rowsOf(world, 'select id from bounty.assignments')).toHaveLength(1)
})

test('two at a time: the next is taken when one is given back', async () => {
  const { world, ada } = await opened()
  for (const title of ['Two', 'Three']) {
    await draft(ada, { title })
    await ada.presses('Publish')
  }
  const ann = await linked(world, 'Ann', 'allevin')
  await ann.says('/take #3')
  await ann.says('/take 2')
  ann.sees('Took 1 of 2. No more were taken: your limit is 2.')
  ann.sees('Yours: #1')
  await ann.says('/take #2')
  ann.sees('You hold 2 of 2. Finish or drop one: /my')
  await ann.says('/my')
  await ann.presses('Drop A1')
  ann.sees('A1 is given back; #3 is free for others.')
  await ann.says('/take #3')
  ann.sees('Yours: #3 Three — as A3')
  await ann.says('/drop A3')
  await ann.says('/take 1')
  ann.sees('Yours: #2')
  const ben = await linked(world, 'Ben', 'jacquev6')
  await ben.says('/take #1')
  ben.sees('#1 was just taken. Similar:')
  await ben.presses('Take #3')
  ben.sees('Yours: #3')
})

test('taking needs a GitHub account; linking asks for it and finds its id', async () => {
  const { world } = await opened()
  const ann = world.person('Ann')
  await ann.says('/start')
  ann.sees('GitHub: not linked yet.')
  await ann.says('/take #1')
  ann.sees('Link GitHub first — no payment is possible without it.')
  await ann.presses('Link GitHub')
  await ann.says('not a login!')
  ann.sees('“not a login!” cannot be a GitHub login.')
  await ann.says('https://github.com/ALLEVIN')
  ann.sees('Linked: allevin (GitHub id 13543471).')
  const ben = world.person('Ben')
  await ben.says('/link allevin')
  ben.sees('allevin is linked to somebody else here.')
  await ben.says('/link apache')
  ben.sees('apache is an organisation.')
  await ben.says('/link nobody-has-this')
  ben.sees('GitHub has no account “nobody-has-this”.')
  await ben.says('/link dependabot[bot]')
  ben.sees('cannot be a GitHub login')
  await ann.says('/take #1')
  await ann.says('/link jacquev6')
  ann.sees('You have work in hand for allevin, so the account stays.')
})

test('an admin sees what a task will be before anybody else does', async () => {
  const world = await begun()
  const ada = await funder(world)
  await draft(ada, {})
  ada.sees(/#1 Support reviews — 100\.00 USD · 0\/1 taken · 5 days/)
  ada.sees('Repository: PyGithub/PyGithub (id 3544490)\nBranches: master\nState: draft, nobody sees it')
  const ann = await linked(world, 'Ann', 'allevin')
  await ann.says('/tasks')
  ann.sees('No open tasks right now.')
  await ann.says('/take #1')
  ann.sees('There is no open task #1.')
  await ada.presses('Publish')
  await ann.says('/take #1')
  ann.sees('Yours: #1')
  await ada.presses('Pause')
  ada.sees('State: paused')
  await ada.presses('Resume')
  await ada.presses('Close')
  ada.sees('Close #1? 1 person may still finish and be paid; nobody else can take it, and it does not open again.')
  await ada.presses('No, keep it')
  await ada.presses('Close')
  await ada.presses('Yes, close it')
  ada.sees('State: closing')
  await ann.says('/submit A1 PyGithub/PyGithub#538')
  ann.sees('Paid 100.00 USD')
  await ada.says('/task 1')
  ada.sees('State: closed')
})

test('a task in a repository that GitHub does not show stays a draft', async () => {
  const world = await begun()
  const ada = world.person('Ada', { superadmin: true })
  await draft(ada, { repo: 'nobody/nothing' })
  ada.sees('GitHub shows no repository nobody/nothing')
  await ada.presses('Look again')
  ada.sees('GitHub shows no repository nobody/nothing')
  await ada.says('/task #1')
  expect(ada.screen().at(-1)).not.toContain('[Publish]')
  await ada.presses('Discard')
  ada.sees('State: discarded')
})

test('the wizard explains each answer it cannot use', async () => {
  const world = await begun()
  const ada = world.person('Ada', { superadmin: true })
  await ada.says('/newtask')
  await ada.says('x'.repeat(121))
  ada.sees('longer than 120 characters')
  await ada.says('Title\u0000 with\nlines')
  await ada.says('Text')
  for (const repo of ['x', 'a/..', 'a/b/c', 'https://evil.io/a/b']) {
    await ada.says(repo)
    ada.sees(`“${repo}” is not a repository.`)
  }
  await ada.says('https://github.com/PyGithub/PyGithub')
  await ada.says('ma in..x')
  ada.sees('“in..x” cannot be the name of a branch.')
  await ada.says('-')
  await ada.says('free')
  ada.sees('“free” is not an amount.')
  await ada.says('0.01')
  await ada.says('0')
  ada.sees('"0" is not a number from 1 to 1000.')
  await ada.says('1')
  await ada.says('400')
  ada.sees('"400" is not a number from 1 to 365.')
  await ada.says('/cancel')
  expect(await rowsOf(world, 'select id from bounty.tasks')).toEqual([])
})

test('who is not an admin does not learn that admin commands exist', async () => {
  const { world } = await opened()
  const ann = world.person('Ann')
  for (const command of ['/newtask', '/task #1', '/queue']) {
    await ann.says(command)
    ann.sees('I do not know that command. /help')
  }
  await ann.says('/help')
  ann.seesNot('/newtask')
})

test('tasks are found by words and by reward, five to a page', async () => {
  const { world, ada } = await opened()
  for (let n = 2; n <= 7; n += 1) {
    await draft(ada, { title: `Docs 100%_${n}`, reward: `${n}0` })
    await ada.presses('Publish')
  }
  const ann = world.person('Ann')
  await ann.says('/tasks')
  ann.sees('#5 Docs')
  ann.seesNot('#6 Docs')
  await ann.presses('›')
  ann.sees('#6 Docs')
  await ann.presses('‹')
  ann.sees('#1 Support')
  await ann.says('/tasks DOCS 100%_ >= 60')
  ann.sees('Open tasks · DOCS 100%_ ≥ 60.00 USD')
  ann.sees('#6 Docs')
  ann.seesNot('#5 Docs')
  await ann.says('/tasks дуже довгі слова українською мовою')
  ann.sees('No open task matches “дуже довгі слова українською мовою”.')
  await ann.says(`/tasks ${'x'.repeat(61)}`)
  ann.sees('Search with at most 60 letters')
  await ann.says('/tasks')
  await ann.presses('Details #1')
  ann.sees('Write the tests too.')
})

const WRONG: readonly [string, string, string, string][] = [
  ['/take', 'Send /take 2 (how many)', 'Напишіть /take 2', 'Напишите /take 2'],
  ['/take x', '“x” is not a number from 1 to 2.', '«x» — не число від 1 до 2.', '«x» — не число от 1 до 2.'],
  ['/take -1', '“-1” is not a number', '«-1» — не число', '«-1» — не число'],
  ['/take 0', '“0” is not a number', '«0» — не число', '«0» — не число'],
  ['/take 3', '“3” is not a number', '«3» — не число', '«3» — не число'],
  ['/take 1.5', '“1.5” is not a number', '«1.5» — не число', '«1.5» — не число'],
  ['/take ٣', '“٣” is not a number', '«٣» — не число', '«٣» — не число'],
  ['/take 999999999999', '“999999999999” is not a number', '«999999999999» — не число', '«999999999999» — не число'],
  ['/take #999', 'There is no open task #999.', 'Вільного завдання #999 немає.', 'Свободного задания #999 нет.'],
  ['/take #99999999999', 'There is no open task #99999999999.', 'Вільного завдання', 'Свободного задания'],
  ["/take '; drop table bounty.tasks", 'is not a number', 'не число', 'не число'],
  [
    '/submit 5',
    'A5 is not one of yours. Yours: A1',
    'A5 не серед ваших завдань. Ваші: A1',
    'A5 нет среди ваших заданий. Ваши: A1',
  ],
  ['/submit A2 PyGithub/PyGithub#538', 'A2 is not one of yours. Yours: A1', 'A2 не серед', 'A2 нет среди'],
  [
    '/submit A1 http://github.com/o/r/pull/1',
    'it does not begin with https://',
    'не починається з https://',
    'не начинается с https://',
  ],
  ['/submit A1 https://evil.io/o/r/pull/1', 'it is not on github.com', 'не на github.com', 'не на github.com'],
  ['/submit A1 https://github.com@evil.io/o/r/pull/1', 'a name before the host', 'стоїть ім’я', 'стоит имя'],
  ['/submit A1 https://github.com/o/r/issues/1', 'it is an issue', 'це issue', 'это issue'],
  ['/submit A1 https://github.com/o/r/pull/0', 'not one GitHub uses', 'такого номера', 'такого номера'],
  ['/submit A1 javascript:alert(1)', 'it does not begin with https://', 'не починається', 'не начинается'],
  ['/submit what', 'Format: /submit A42', 'Формат: /submit A42', 'Формат: /submit A42'],
  ['/check', 'Format: /check A42', 'Формат: /check A42', 'Формат: /check A42'],
  ['/check A1', 'no pull request of A1 to check', 'немає pull request', 'нет pull request'],
  ['/check A2', 'A2 is not one of yours', 'A2 не серед', 'A2 нет среди'],
  ['/drop', 'Format: /drop A42', 'Формат: /drop A42', 'Формат: /drop A42'],
  ['/drop A2', 'A2 is not one of yours', 'A2 не серед', 'A2 нет среди'],
  ['/link <b>', '“<b>” cannot be a GitHub login', '«<b>» не може бути', '«<b>» не может быть'],
]

test.each(['en', 'uk', 'ru'] as const)(
  'wrong input gets a helpful answer in %s and changes nothing',
  async (language) => {
    const { world } = await opened({ slots: 2 })
    const ann = await linked(world, 'Ann', 'allevin', language)
    await ann.says('/take #1')
    const ben = await linked(world, 'Ben', 'jacquev6')
    await ben.says('/take #1')
    const before = await everything(world)
    const asked = world.github.requests.length
    for (const [said, ...answers] of WRONG) {
      await ann.says(said)
      ann.sees(answers[['en', 'uk', 'ru'].indexOf(language)] ?? '')
      expect(ann.news, said).toBe(1)
    }
    expect(await everything(world)).toEqual(before)
    expect(world.github.requests).toHaveLength(asked)
    expect(world.logged.filter(({ level }) => level === 'error')).toEqual([])
  },
)

test('in three languages the whole road speaks that language', async () => {
  const { world } = await opened({ slots: 3 })
  const roads = [
    ['uk', 'allevin', 'Ваше: #1', 'Схвалено. 100.00 USD', 'Виплачено 100.00 USD'],
    ['ru', 's-t-e-v-e-n-k', 'Ваше: #1', 'Вы влили PR сами', ''],
    ['en', 'jacquev6', 'Yours: #1', 'The PR’s author is allevin', ''],
  ] as const
  for (const [language, login, taken, verdict, paid] of roads) {
    const person = await linked(world, login, login, language)
    await person.says('/take #1')
    person.sees(taken)
    await person.says(`/submit PyGithub/PyGithub#${login === 's-t-e-v-e-n-k' ? 2078 : 538}`)
    person.sees(verdict)
    if (paid) person.sees(paid)
    for (const command of ['/start', '/help', '/tasks', '/my', '/lang', '/cancel', '/submit', '/link', '/cancel']) {
      await person.says(command)
      expect(person.screen().at(-1)).not.toMatch(/undefined|\[object/)
    }
  }
})

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

test('in a group tasks are only shown; what is between the person and the bot leads to the private chat', async () => {
  const { world } = await opened()
  const ann = world.person('Ann')
  await ann.says('/start')
  const group = world.simulator.group('Builders', [
    ann.person,
    world.simulator.bot({ username: 'bounty_bot', name: 'bounty' }),
  ])
  await ann.says('/tasks', group)
  ann.sees('#1 Support reviews', group)
  expect(ann.screen(group).join('\n')).not.toContain('[Take #1]')
  await ann.presses('Details #1', group)
  ann.sees('Write the tests too.', group)
  expect(ann.screen(group).join('\n')).not.toContain('[Take #1]')
  for (const command of ['/take #1', '/my', '/submit A1', '/link allevin']) {
    await ann.says(command, group)
    expect(ann.screen(group).at(-1), command).toMatch(/private/i)
  }
  expect(await rowsOf(world, 'select * from bounty.assignments')).toEqual([])
})

interface Wanted {
  title?: string
  repo?: string
  reward?: string
  slots?: number
}

async function begun(options: { at?: string; settings?: Record<string, string> } = {}): Promise<Town> {
  return town(bounty, { githubDates: options.at ? 'recorded' : 'fresh', ...options })
}

/** A town with one open task in PyGithub/PyGithub, published by Ada. */
async function opened({ at, settings, ...wanted }: Wanted & { at?: string; settings?: Record<string, string> } = {}) {
  const world = await begun({ ...(at ? { at } : {}), ...(settings ? { settings } : {}) })
  const ada = await funder(world)
  await draft(ada, wanted)
  await ada.presses('Publish')
  return { world, ada }
}

/** Ada, who runs the place and has put money into it. */
async function funder(world: Town) {
  const ada = world.person('Ada', { superadmin: true })
  await ada.says('/fund 100000.00')
  await ada.presses('Yes, add it')
  return ada
}

async function draft(
  ada: Citizen,
  { title = 'Support reviews', repo = 'PyGithub/PyGithub', reward = '100.00', slots = 1 }: Wanted,
) {
  await ada.says('/newtask')
  for (const answer of [title, 'Write the tests too.', repo, '-', reward, String(slots), '5']) await ada.says(answer)
}

async function linked(world: Town, name: string, login: string, language: 'en' | 'uk' | 'ru' = 'en') {
  const person = world.person(name, { language })
  await person.says(`/link ${login}`)
  person.sees(`${login} (GitHub id`)
  return person
}

const asked = (world: Town, ending: string) => world.github.requests.filter(({ path }) => path.endsWith(ending))

async function idOf(world: Town, { id }: Citizen): Promise<number> {
  const [row] = await rowsOf<{ id: number }>(world, 'select id from posthouse.people where telegram_id = $1', [id])
  return row?.id ?? 0
}

/** Every row of the bot, to compare before and after. */
async function everything(world: Town) {
  const names = ['tasks', 'github_accounts', 'assignments', 'payments', 'searches']
  return Promise.all(names.map((name) => rowsOf(world, `select * from bounty.${name} order by 1`)))
}
