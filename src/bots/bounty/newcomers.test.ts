import { expect, test } from 'vitest'
import { days, hours, minutes } from '#platform/bot.ts'
import { rowsOf } from '#testing/raw.ts'
import { draft, everything, idOf, linked, opened } from './stories/scene.ts'

const ago = (now: Date, ms: number) => new Date(now.getTime() - ms)
const created = async (world: Parameters<typeof rowsOf>[0]) =>
  rowsOf<{ github_created_at: Date | null }>(world, 'select github_created_at from bounty.github_accounts')

test.each([
  ['en', 'Your GitHub account allevin is not 90 days old yet; you can take tasks from 2026-03-03 09:00 UTC.'],
  ['uk', 'Вашому акаунту GitHub allevin ще немає 90 днів; брати завдання можна з 2026-03-03 09:00 UTC.'],
  ['ru', 'Вашему аккаунту GitHub allevin ещё нет 90 дней; брать задания можно с 2026-03-03 09:00 UTC.'],
] as const)(
  'an account too young takes nothing and reads in %s from when on it may; then it may',
  async (language, told) => {
    const { world } = await opened()
    world.github.joins('allevin', ago(world.now, days(89)))
    const ann = await linked(world, 'Ann', 'allevin', language)
    const before = await everything(world)
    const asked = world.github.requests.length
    for (const said of ['/take #1', '/take 1']) {
      await ann.says(said)
      ann.sees(told)
    }
    expect(await everything(world)).toEqual(before)
    expect(world.github.requests).toHaveLength(asked)
    await world.passes(days(1))
    await ann.says('/take #1')
    ann.sees('#1 Support reviews')
    expect(await rowsOf(world, 'select status from bounty.assignments')).toEqual([{ status: 'active' }])
  },
)

test('an account that was linked before its age was kept is looked at first; then the task is offered again', async () => {
  const { world } = await opened({ slots: 2 })
  const ann = await linked(world, 'Ann', 'allevin')
  await world.database.query("update bounty.github_accounts set github_created_at = null, login = 'its-old-name'")
  world.github.answerNext({ path: '/user/13543471', status: 502, body: '<html>bad gateway</html>' })
  await ann.says('/take #1')
  ann.sees('GitHub is not answering.')
  expect(await rowsOf(world, 'select * from bounty.assignments')).toEqual([])
  await world.passes(minutes(2))
  ann.sees('Your GitHub account is old enough.')
  await ann.presses('Take #1')
  ann.sees('Yours: #1')
  const ben = await linked(world, 'Ben', 'jacquev6')
  await world.database.query('update bounty.github_accounts set github_created_at = null where github_id = 327146')
  world.github.joins('jacquev6', ago(world.now, days(1)))
  await ben.says('/take 1')
  ben.sees('Your GitHub account jacquev6 is not 90 days old yet')
  expect(await rowsOf(world, 'select * from bounty.assignments')).toHaveLength(1)
})

test('an account that GitHub does not know any more takes nothing', async () => {
  const { world } = await opened()
  const ann = await linked(world, 'Ann', 'allevin')
  await world.database.query('update bounty.github_accounts set github_created_at = null, github_id = 1')
  await ann.says('/take #1')
  ann.sees('GitHub knows no account allevin any more.')
  expect(await rowsOf(world, 'select * from bounty.assignments')).toEqual([])
})

test('how old an account is, is known from signing in, and is not asked again', async () => {
  const { world } = await opened({ settings: { LINK_UNPROVEN: 'no' } })
  const ann = world.person('Ann')
  await ann.says('/link device')
  const code = /Your code: (\S+)/.exec(ann.screen().join('\n'))?.[1] ?? ''
  world.simulator.githubAccounts.authorize(code, 'allevin')
  await world.passes(minutes(1))
  await ann.presses('Yes, that is me')
  expect(await created(world)).toEqual([{ github_created_at: new Date('2012-01-01T00:00:00Z') }])
  const asked = world.github.requests.length
  await ann.says('/take #1')
  ann.sees('Yours: #1')
  expect(world.github.requests).toHaveLength(asked)
})

test('with GITHUB_ACCOUNT_DAYS=0 nobody is too young', async () => {
  const { world } = await opened({ settings: { GITHUB_ACCOUNT_DAYS: '0' } })
  world.github.joins('allevin', world.now)
  const ann = await linked(world, 'Ann', 'allevin')
  await ann.says('/take #1')
  ann.sees('Yours: #1')
})

test('an admin lets one person pass, nobody themselves, and takes it back; it is in the audit log', async () => {
  const { world, ada } = await opened({ slots: 2 })
  world.github.joins('allevin', ago(world.now, hours(1)))
  const ann = await linked(world, 'Ann', 'allevin')
  const id = await idOf(world, ann)
  await ada.says(`/trust ${await idOf(world, ada)}`)
  ada.sees('Not yourself')
  await ada.says('/trust @allevin')
  ada.sees(`Ann (id ${id}) passes the rules for newcomers.`)
  ann.sees('An admin has let you pass the rules for newcomers.')
  await ada.says('/trust @allevin')
  ada.sees(`Person ${id} is trusted already.`)
  await ann.says('/take #1')
  ann.sees('Yours: #1')
  await ann.says('/drop A1')
  await ada.says(`/untrust ${id}`)
  ada.sees('hold for Ann')
  await ada.says(`/untrust ${id}`)
  ada.sees('is not trusted')
  await ann.says('/take #1')
  ann.sees('is not 90 days old yet')
  const audit = await rowsOf(
    world,
    "select action, subject from posthouse.audit where action like '%trusted' order by id",
  )
  expect(audit).toEqual([
    { action: 'person_trusted', subject: `person ${id}` },
    { action: 'person_untrusted', subject: `person ${id}` },
  ])
})

test('whoever was never paid takes tasks up to a sum, and reads which fit; after the first payment all are open', async () => {
  const { world, ada } = await opened({ slots: 3, reward: '60.00', settings: { FIRST_TASK_MOST: '50.00' } })
  await draft(ada, { title: 'Typo', reward: '50.00' })
  const ann = await linked(world, 'Ann', 'allevin')
  for (const take of ['/take #1', '/take 1']) {
    await ann.says(take)
    ann.sees('Until your first task is paid, you can take tasks up to 50.00 USD. Right now there is none that fits.')
  }
  await ada.presses('Publish')
  await ann.says('/take #1')
  ann.sees('Until your first task is paid, you can take tasks up to 50.00 USD. These fit:')
  ann.sees('#2 Typo — 50.00 USD')
  ann.seesNot('[Take #1]')
  await ann.says('/take 2')
  ann.sees('Took 1 of 2.')
  ann.sees('Yours: #2')
  await ann.says('/submit A1 PyGithub/PyGithub#538')
  ann.sees('Paid 50.00 USD')
  await ann.says('/take #1')
  ann.sees('Yours: #1')
  const ben = await linked(world, 'Ben', 'jacquev6', 'uk')
  await ben.says('/take #1')
  ben.sees('Поки вам не оплачено перше завдання, можна брати завдання до 50.00 USD.')
  await ada.says(`/trust ${await idOf(world, ben)}`)
  await ben.says('/take #1')
  ben.sees('Ваше: #1')
})
