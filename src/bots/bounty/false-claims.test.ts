import fc from 'fast-check'
import { expect, test, vi } from 'vitest'
import { days, hours } from '#platform/bot.ts'
import { rowsOf } from '#testing/raw.ts'
import { takesBlockedUntil } from './false-claims.ts'
import { draft, idOf, linked, opened } from './stories/scene.ts'

// A whole month passes here.
vi.setConfig({ testTimeout: 120_000 })

const said = (person: { screen(): readonly string[] }, words: string) =>
  person.screen().filter((line) => line.includes(words)).length

/** Ann submits Ben's pull request as often as that. */
async function claimed(times: number) {
  const { world, ada } = await opened({ slots: 2 })
  await draft(ada, { title: 'Docs' })
  await ada.presses('Publish')
  const ben = await linked(world, 'Ben', 'allevin', 'uk')
  const ann = await linked(world, 'Ann', 's-t-e-v-e-n-k')
  await ann.says('/take #1')
  for (let n = 0; n < times; n += 1) await ann.says('/submit A1 PyGithub/PyGithub#538')
  return { world, ada, ann, ben }
}

test('the third pull request of somebody else blocks takes for 30 days; what is in hand stays; the admins hear of it once', async () => {
  const { world, ada, ann } = await claimed(2)
  expect(said(ada, 'submits pull requests of others')).toBe(0)
  await ann.says('/take #2')
  ann.sees('Yours: #2')
  await ann.says('/drop A2')
  await ann.says('/submit A1 PyGithub/PyGithub#538')
  ann.sees('Those were 3 pull requests of others lately. You can take tasks again from 2026-04-01 09:00 UTC')
  const id = await idOf(world, ann)
  ada.sees(`Ann (id ${id}) submits pull requests of others and takes nothing until 2026-04-01 09:00 UTC.`)
  ada.sees('A1: PyGithub/PyGithub#538, opened by allevin, 2026-03-02')
  for (const take of ['/take #2', '/take 1']) {
    await ann.says(take)
    ann.sees('you can take tasks again from 2026-04-01 09:00 UTC')
  }
  await world.passes(hours(1))
  await ann.says('/submit A1 PyGithub/PyGithub#538')
  ann.sees('You can take tasks again from 2026-04-01 10:00 UTC')
  expect(said(ada, 'submits pull requests of others')).toBe(1)
  expect(await rowsOf(world, "select subject from posthouse.audit where action = 'takes_blocked'")).toEqual([
    { subject: `person ${id}` },
  ])
  await ann.says('/drop A1')
  await world.passes(days(30) - hours(1))
  await ann.says('/take #2')
  ann.sees('you can take tasks again from')
  await world.passes(hours(1))
  await ann.says('/take #2')
  ann.sees('Yours: #2')
})

test('the author hears that their pull request was submitted, once for each time, and not by whom', async () => {
  const { world, ann, ben } = await claimed(2)
  expect(said(ben, 'Хтось здав ваш pull request PyGithub/PyGithub#538 за завдання #1.')).toBe(2)
  expect(ben.screen().join()).not.toMatch(/Ann|s-t-e-v-e-n-k/)
  await ann.says('/submit A1 PyGithub/PyGithub#1171')
  await world.passes(days(1))
  expect(said(ben, 'Хтось здав')).toBe(2)
  await ben.presses('Докладно #1')
  ben.sees('Support reviews')
})

test('an account that was only stated hears nothing of what its owner did', async () => {
  const { world, ada } = await opened({ slots: 2, settings: { LINK_UNPROVEN: 'no' } })
  const ben = world.person('Ben')
  await ben.says('/link allevin')
  const ann = world.person('Ann')
  await ann.says('/start')
  await world.database.query(
    `insert into bounty.github_accounts (person_id, github_id, login, linked_at, proof, proven_at, github_created_at)
     values ($1, 15225059, 's-t-e-v-e-n-k', $2, 'gist', $2, '2015-01-01')`,
    [await idOf(world, ann), world.now],
  )
  await ann.says('/take #1')
  await ann.says('/submit A1 PyGithub/PyGithub#538')
  ann.sees('The PR’s author is allevin')
  expect(said(ben, 'Somebody submitted')).toBe(0)
  ada.seesNot('Somebody submitted')
})

test('an admin lifts the block, nobody their own; a dispute that an admin agrees with takes its claim back', async () => {
  const { world, ada, ann } = await claimed(3)
  const id = await idOf(world, ann)
  await ada.says(`/unblock ${await idOf(world, ada)}`)
  ada.sees('Not yourself')
  await ada.says('/unblock A1')
  ada.sees(`Ann (id ${id}) may take tasks again.`)
  ann.sees('An admin has looked at it: you can take tasks again.')
  await ada.says('/unblock A1')
  ada.sees('nothing is blocked')
  await ann.says('/take #2')
  ann.sees('Yours: #2')
  await ann.says('/drop A2')
  for (let n = 0; n < 2; n += 1) await ann.says('/submit A1 PyGithub/PyGithub#538')
  await world.passes(days(1))
  await ann.says('/submit A1 PyGithub/PyGithub#538')
  await ann.says('/take #2')
  ann.sees('you can take tasks again from')
  await ann.says('/dispute A1 we worked on it together')
  await ada.says('/queue')
  await ada.presses('Review A1')
  await ada.presses('Approve')
  await ann.says('/take #2')
  ann.sees('Yours: #2')
})

test('takes are blocked exactly while a third claim within 30 days is not 30 days ago', () => {
  const hour = fc.integer({ min: 0, max: 24 * 90 })
  fc.assert(
    fc.property(fc.array(hour, { maxLength: 8 }), hour, (at, now) => {
      const claims = at.filter((one) => one <= now).sort((one, other) => one - other)
      const dates = claims.map((one) => new Date(hours(one)))
      const counts = claims.filter(
        (one, index) => claims.filter((other, at) => at <= index && other > one - 24 * 30).length >= 3,
      )
      const last = counts.at(-1)
      const expected = last !== undefined && now < last + 24 * 30 ? new Date(hours(last + 24 * 30)) : undefined
      expect(takesBlockedUntil(dates, new Date(hours(now)))).toEqual(expected)
    }),
  )
})
