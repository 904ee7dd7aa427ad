import fc from 'fast-check'
import { expect, test } from 'vitest'
import { days, hours, minutes, seconds } from '#platform/bot.ts'
import { rowsOf } from '#testing/raw.ts'
import { type Town, town } from '#testing/town.ts'
import bounty from './bot.ts'
import { carriesCode, firstMoneyAt, proofCode } from './proof.ts'
import { secretsOf } from './sealing.ts'
import { openTask } from './stories/staged.ts'

type Citizen = ReturnType<Town['person']>
const WANTED = { LINK_UNPROVEN: 'no' }

test('a person signs in with a code, says that it is them, and takes a task', async () => {
  const { world, ann } = await begun()
  await ann.says('/start')
  ann.sees('GitHub: not linked yet.')
  await ann.presses('Link GitHub')
  ann.sees('Which GitHub account is yours?')
  await ann.presses('Sign in with GitHub')
  ann.sees(/Your code: [A-Z]{4}-[A-Z]{4}\n\n.*Enter it only if you started this yourself/s)
  await world.passes(minutes(1))
  expect(world.simulator.githubAccounts.authorize(codeOf(ann), 'allevin')).toBe(true)
  await world.passes(seconds(6))
  expect(await accountsOf(world)).toEqual([])
  expect(said(ann, 'GitHub says you are allevin (id 13543471). Link this account?')).toBe(1)
  await ann.pressesAtOnce('Yes, that is me', 3)
  expect(await accountsOf(world)).toMatchObject([{ github_id: 13543471, proof: 'device' }])
  await ann.says('/start')
  ann.sees('GitHub: allevin, proven.')
  await openTask(world)
  await ann.says('/take #1')
  ann.sees('Yours: #1')
  ann.seesNot('bounty:A1')
  await ann.says('/submit A1 PyGithub/PyGithub#538')
  ann.sees('Approved.')
  await world.passes(hours(23))
  expect(world.payouts.requests).toEqual([])
  await world.passes(hours(2))
  expect(said(ann, 'Paid 100.00 USD')).toBe(1)
})

test('the code and the token are nowhere: not in the database as they are, not in the log', async () => {
  const { world, ann } = await begun()
  await ann.says('/link device')
  const tables = ['posthouse.jobs', 'posthouse.outbox', 'posthouse.audit', 'bounty.proofs', 'bounty.github_accounts']
  const stored = async () =>
    JSON.stringify(await Promise.all(tables.map((table) => rowsOf(world, `select * from ${table}`))))
  const before = await stored()
  expect(before).toContain('sealed')
  world.simulator.githubAccounts.authorize(codeOf(ann), 'allevin')
  await world.passes(seconds(6))
  await ann.presses('Yes, that is me')
  // The device code, Ann's token and the bot's own.
  expect(world.simulator.githubAccounts.secrets).toHaveLength(3)
  const everywhere = before + (await stored()) + JSON.stringify(world.logged)
  for (const secret of world.simulator.githubAccounts.secrets) expect(everywhere).not.toContain(secret)
})

test('GitHub is asked no faster than it allows; a longer pause stays for good, also after a restart', async () => {
  const { world, ann } = await begun()
  await ann.says('/link device')
  await world.passes(seconds(21))
  const polls = () => world.simulator.githubAccounts.polls
  expect(polls().map(({ answer }) => answer)).toEqual(Array(4).fill('authorization_pending'))
  world.simulator.githubAccounts.slowDown(codeOf(ann))
  await world.passes(seconds(5))
  expect(polls().at(-1)?.answer).toBe('slow_down')
  await world.restarts()
  const from = polls().length
  await world.passes(seconds(61))
  const at = polls()
    .slice(from)
    .map((poll) => Date.parse(poll.at))
  expect(at.slice(1).map((time, index) => time - (at[index] ?? 0))).toEqual(Array(at.length - 1).fill(10_000))
  expect(
    polls()
      .slice(from)
      .every(({ answer }) => answer === 'authorization_pending'),
  ).toBe(true)
})

test('no, too late, and "that is not me" link nothing', async () => {
  const { world, ann } = await begun()
  await ann.says('/link device')
  world.simulator.githubAccounts.deny(codeOf(ann))
  await world.passes(seconds(6))
  expect(said(ann, 'You said no at GitHub; nothing is linked.')).toBe(1)
  await world.passes(minutes(1))
  await ann.says('/link device')
  const polls = world.simulator.githubAccounts.polls.length
  await world.database.query('update bounty.proofs set interval_seconds = 100')
  await world.passes(minutes(20))
  expect(said(ann, 'The time is over; nothing is linked.')).toBe(1)
  const made = world.simulator.githubAccounts.polls.length
  expect(made - polls).toBeGreaterThan(8)
  await world.passes(hours(1))
  expect(world.simulator.githubAccounts.polls).toHaveLength(made)
  await ann.says('/link device')
  world.simulator.githubAccounts.authorize(codeOf(ann), 'jacquev6')
  await world.passes(seconds(6))
  await ann.presses('No')
  ann.sees('Then nothing is linked.')
  expect(ann.screen().join()).not.toContain('[Yes, that is me]')
  expect(await accountsOf(world)).toEqual([])
})

test('one account is one person’s: who comes second is refused, and nobody confirms for somebody else', async () => {
  const { world, ann, ben } = await begun()
  await proven(world, ann, 'allevin')
  await ben.says('/link device')
  world.simulator.githubAccounts.authorize(codeOf(ben), 'allevin')
  await world.passes(seconds(6))
  await ben.presses('Yes, that is me')
  ben.sees('allevin is linked to somebody else here.')
  await world.passes(minutes(1))
  await ben.says('/link device')
  world.simulator.githubAccounts.authorize(codeOf(ben), 'dependabot[bot]')
  await world.passes(seconds(6))
  expect(said(ben, 'is a bot account')).toBe(1)
  expect(await accountsOf(world)).toHaveLength(1)
})

test('a gist proves the account: public, theirs, with the line, made after the line was told', async () => {
  const { world, ann } = await begun()
  const { gist } = world.simulator.githubAccounts
  await ann.says('/link gist jacquev6')
  const words = wordsOf(ann)
  gist('jacquev6', 'something else', world.now)
  gist('jacquev6', `old: ${words}`, new Date(world.now.getTime() - hours(1)))
  gist('MarcoFalke', words, new Date(world.now.getTime() + seconds(5)))
  await world.passes(minutes(2))
  expect(await accountsOf(world)).toEqual([])
  gist('jacquev6', `here it is: ${words}\n`, world.now)
  await ann.presses('I have published it')
  expect(said(ann, 'Linked and proven: jacquev6 (GitHub id 327146).')).toBe(1)
  expect(await accountsOf(world)).toMatchObject([{ github_id: 327146, proof: 'gist' }])
  expect(await rowsOf(world, 'select * from bounty.proofs')).toEqual([])
})

test('without a gist the time runs out, and GitHub is asked a few times only', async () => {
  const { world, ann } = await begun()
  await ann.says('/link gist jacquev6')
  await ann.presses('I have published it')
  await ann.presses('I have published it')
  ann.sees('Wait half a minute.')
  await world.passes(hours(2))
  expect(said(ann, 'The time is over; nothing is linked.')).toBe(1)
  expect(world.simulator.githubAccounts.polls).toEqual([])
  expect(await accountsOf(world)).toEqual([])
})

test('a stated account takes small tasks; the code in the pull request proves it, and only then it counts', async () => {
  const { world, ann, ben } = await begun({ LINK_CODE_MOST: '20.00' })
  await openTask(world, { reward: 2000, slots: 2 })
  await openTask(world, { reward: 2001 })
  await ann.says('/link allevin')
  ann.sees('allevin is noted, but not proven. You can take tasks up to 20.00 USD')
  await ann.says('/take #2')
  ann.sees('This task pays more than 20.00 USD')
  await ann.says('/take 2')
  ann.sees(/put bounty:A\d+-[A-Z0-9]{6} into the description/)
  const wanted = /bounty:A\d+-[A-Z0-9]{6}/.exec(ann.screen().join('\n'))?.[0] ?? ''
  const own = /A\d+/.exec(wanted)?.[0]
  await ann.says(`/submit ${own} PyGithub/PyGithub#538`)
  ann.sees(`the PR’s description needs this line: ${wanted}`)
  expect(await accountsOf(world)).toMatchObject([{ proof: 'stated' }])
  await servedWithBody(world, `Fixes it.\n\n${wanted.replace(/.$/, 'A')}x`)
  await ann.says(`/submit ${own} PyGithub/PyGithub#538`)
  ann.sees('needs this line')
  await ben.says('/link allevin')
  ben.sees('allevin is linked to somebody else here.')
  await servedWithBody(world, `Fixes it.\n\n${wanted}.`)
  await ann.says(`/submit ${own} PyGithub/PyGithub#538`)
  ann.sees('Approved.')
  expect(await accountsOf(world)).toMatchObject([{ github_id: 13543471, proof: 'pull_request' }])
})

test('what somebody only stated gives way to whoever proves it', async () => {
  const { world, ann, ben } = await begun()
  await ann.says('/link allevin')
  await proven(world, ben, 'allevin')
  expect(await accountsOf(world)).toMatchObject([{ login: 'allevin', proof: 'device' }])
  expect(said(ann, 'allevin belongs to somebody else, who has proven it')).toBe(1)
  expect(await rowsOf(world, `select 1 from posthouse.audit where action = 'github_unlinked'`)).toHaveLength(1)
  await ann.says('/link allevin')
  ann.sees('allevin is linked to somebody else here.')
  await ben.says('/link allevin')
  expect(await accountsOf(world)).toMatchObject([{ login: 'allevin', proof: 'device' }])
})

test('unlinking is asked once and not with work or money on its way', async () => {
  const { world, ann } = await begun()
  await ann.says('/unlink')
  ann.sees('GitHub: not linked yet.')
  await proven(world, ann, 'allevin')
  await openTask(world)
  await ann.says('/take #1')
  await ann.says('/unlink')
  ann.sees('allevin stays while there is work or money on its way (A1).')
  await ann.says('/drop A1')
  await ann.says('/unlink')
  await ann.pressesAtOnce('Yes, unlink', 4)
  expect(await accountsOf(world)).toEqual([])
  const audited = await rowsOf(world, `select action from posthouse.audit where action = 'github_unlinked'`)
  expect(audited).toHaveLength(1)
  await ann.says('/take #1')
  ann.sees('Link GitHub first')
})

test('with work in hand another account is refused, whatever road it comes by', async () => {
  const { world, ann } = await begun()
  await proven(world, ann, 'allevin')
  await openTask(world)
  await ann.says('/take #1')
  await world.passes(minutes(1))
  await ann.says('/link device')
  world.simulator.githubAccounts.authorize(codeOf(ann), 'jacquev6')
  await world.passes(seconds(6))
  await ann.presses('Yes, that is me')
  ann.sees('You have work in hand for allevin, so the account stays.')
  expect(await accountsOf(world)).toMatchObject([{ login: 'allevin' }])
})

test('an account that was only stated before there were proofs takes nothing big and is paid nothing', async () => {
  const { world, ann } = await begun()
  const ada = world.person('Ada', { superadmin: true })
  await world.database.query(
    `insert into bounty.github_accounts (person_id, github_id, login, linked_at, github_created_at) select min(id), 15225059, 's-t-e-v-e-n-k', $1, timestamptz '2015-01-01' from posthouse.people`,
    [world.now],
  )
  await openTask(world)
  await ann.says('/take #1')
  ann.sees('This task pays more than 50.00 USD')
  await world.database.query(
    `insert into bounty.assignments (user_id, task_id, chat, status, taken_at, due_at, pr_number, pr_name, submitted_at) select min(id), 1, $2, 'review', $1, $1, 2078, 'PyGithub/PyGithub', $1 from posthouse.people`,
    [world.now, ann.id],
  )
  await ada.says('/queue')
  await ada.presses('Review A1')
  await ada.presses('Approve')
  ada.sees('The GitHub account is only stated, not proven; it cannot be paid.')
  expect(world.payouts.requests).toEqual([])
})

test('an admin vouches for another account, not for their own, not with work in hand; it is in the audit log', async () => {
  const { world, ann, ben } = await begun()
  const ada = world.person('Ada', { superadmin: true })
  await proven(world, ann, 'allevin')
  const [row] = await rowsOf<{ person_id: number }>(world, 'select person_id from bounty.github_accounts')
  const id = row?.person_id
  await ben.says(`/relink ${id} jacquev6`)
  ben.sees('I do not know that command.')
  await openTask(world)
  await ann.says('/take #1')
  await ada.says(`/relink ${id} jacquev6`)
  ada.sees('allevin stays while there is work or money on its way (A1).')
  await ann.says('/drop A1')
  for (const [said, seen] of [
    ['/relink', 'Format: /relink 12 octocat'],
    ['/relink 999 jacquev6', 'Person 999 has no linked account.'],
    [`/relink ${id} a/b`, 'cannot be a GitHub login'],
    [`/relink ${id} nobody-has-this`, 'GitHub has no account'],
    [`/relink ${id} jacquev6`, `Person ${id} is linked to jacquev6, on your word.`],
  ] as const) {
    await ada.says(said)
    ada.sees(seen)
  }
  const told = ann.screen().filter((line) => line.includes('another GitHub account'))
  expect(told).toEqual([
    'An admin has linked another GitHub account to you: allevin → jacquev6. Pull requests by jacquev6 are yours from now on. Did you not ask for it? Tell an admin at once. Money can go out to you from 2026-03-03 09:00 UTC at the earliest.',
  ])
  expect(await accountsOf(world)).toMatchObject([{ github_id: 327146, proof: 'admin' }])
  const audited = await rowsOf(world, `select actor from posthouse.audit where action = 'github_relink'`)
  expect(audited).toHaveLength(2)
  await proven(world, ada, 'didot')
  const own = (
    await rowsOf<{ person_id: number }>(world, `select person_id from bounty.github_accounts where login = 'didot'`)
  )[0]
  await ada.says(`/relink ${own?.person_id} MarcoFalke`)
  ada.sees('Not your own account; another admin must do that.')
})

test('in a group nothing of this is shown; wrong words are answered', async () => {
  const { world, ann } = await begun()
  const bot = world.simulator.bot({ username: 'bounty_bot', name: 'bounty' })
  const group = world.simulator.group('Builders', [ann.person, bot])
  for (const command of ['/link device', '/link gist octocat', '/unlink']) {
    await ann.says(command, group)
    expect(ann.screen(group).at(-1)).toMatch(/private/i)
  }
  for (const [said, seen] of [
    ['/link gist', 'Format: /link gist octocat'],
    ['/link gist a b', 'Format: /link gist octocat'],
    ['/link gist ../x', 'cannot be a GitHub login'],
    ['/link device now', 'cannot be a GitHub login'],
  ] as const) {
    await ann.says(said)
    ann.sees(seen)
  }
  expect(await rowsOf(world, 'select * from bounty.proofs')).toEqual([])
})

test('production refuses an unproven link, and sign-in without a key to seal its codes', () => {
  const connection = (settings: Record<string, unknown>, environment = 'production') => ({
    settings: { GITHUB_API_URL: 'https://api.github.com', GITHUB_WEB_URL: 'https://github.com', ...settings },
    environment,
  })
  const connect = (given: unknown) => () => bounty.connect?.(given as never)
  expect(connect(connection({ LINK_UNPROVEN: true }))).toThrow('LINK_UNPROVEN=yes is refused in production')
  expect(connect(connection({ GITHUB_OAUTH_CLIENT_ID: 'x' }, 'development'))).toThrow('SECRET_KEY is needed')
})

test('what is sealed opens only with the same key, about the same thing, unchanged', () => {
  fc.assert(
    fc.property(fc.string(), fc.string(), fc.string({ minLength: 32 }), fc.nat(), (text, about, root, at) => {
      const secrets = secretsOf(root)
      const sealed = secrets.seal(text, about)
      expect(secrets.open(sealed, about)).toBe(text)
      expect(secrets.seal(text, about)).not.toBe(sealed)
      expect(secrets.open(sealed, `${about}!`)).toBeUndefined()
      expect(secretsOf(`${root}!`).open(sealed, about)).toBeUndefined()
      const bytes = Buffer.from(sealed, 'base64url')
      const place = at % bytes.length
      bytes[place] = (bytes[place] ?? 0) ^ 1
      expect(secrets.open(bytes.toString('base64url'), about)).toBeUndefined()
    }),
    { numRuns: 50 },
  )
  expect(secretsOf('x'.repeat(32)).open('', '')).toBeUndefined()
})

test('a code is one person’s and one assignment’s, and is found as a word only', () => {
  const secrets = secretsOf('x'.repeat(32))
  const code = proofCode(secrets, 42, 7)
  expect(code).toMatch(/^bounty:A42-[A-Z2-9]{6}$/)
  expect(
    new Set([code, proofCode(secrets, 42, 8), proofCode(secrets, 43, 7), proofCode(secretsOf('y'.repeat(32)), 42, 7)])
      .size,
  ).toBe(4)
  for (const body of [code, `(${code})`, `x\r\n${code}\r\n`, code.toLowerCase()])
    expect(carriesCode(body, code)).toBe(true)
  for (const body of [null, undefined, '', `${code}A`, `x${code}`, code.slice(0, -1)])
    expect(carriesCode(body, code)).toBe(false)
})

test('the first money waits a day after a proof, and for ever without one', () => {
  const at = new Date('2026-03-02T09:00:00Z')
  expect(firstMoneyAt({ proven_at: at })).toEqual(new Date(at.getTime() + days(1)))
  expect(firstMoneyAt({ proven_at: null })).toBeUndefined()
})

async function begun(settings: Record<string, string> = {}) {
  const world = await town(bounty, { githubDates: 'fresh', settings: { ...WANTED, ...settings } })
  const ann = world.person('Ann')
  const ben = world.person('Ben')
  for (const person of [ann, ben]) await person.says('/help')
  return { world, ann, ben }
}

async function proven(world: Town, person: Citizen, login: string) {
  await person.says('/link device')
  world.simulator.githubAccounts.authorize(codeOf(person), login)
  await world.passes(seconds(6))
  await person.presses('Yes, that is me')
  person.sees(`Linked and proven: ${login}`)
}

const lastIn = (person: Citizen, pattern: RegExp) =>
  person
    .screen()
    .map((line) => pattern.exec(line)?.[1])
    .findLast((found) => found !== undefined) ?? ''

const codeOf = (person: Citizen) => lastIn(person, /Your code: (\S+)/)
const wordsOf = (person: Citizen) => lastIn(person, /(bounty-proof-\S+)/)
const said = (person: Citizen, words: string) => person.screen().filter((line) => line.includes(words)).length
const accountsOf = (world: Town) => rowsOf(world, 'select * from bounty.github_accounts order by person_id')

/** The recorded pull request with another description. */
async function servedWithBody(world: Town, body: string) {
  const path = '/repos/PyGithub/PyGithub/pulls/538'
  const response = await fetch(`${world.simulator.url}/github${path}`)
  const pull = (await response.json()) as object
  world.github.serve([{ method: 'GET', path, status: 200, headers: {}, body: { ...pull, body } }])
}
