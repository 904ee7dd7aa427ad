import { expect, test } from 'vitest'
import { type Db, days, hours, minutes, seconds } from '#platform/bot.ts'
import { rowsOf } from '#testing/raw.ts'
import { type Town, town } from '#testing/town.ts'
import bounty from '../bot.ts'
import { waitingForMerge } from '../stories/scene.ts'
import { AT_ONCE, IN_TURN, turnedAway } from './turns.ts'

const SETTINGS = { GITHUB_TOKEN: 'github_pat_sesame' }

test('what has not changed is not sent again: the answer that was kept decides', async () => {
  const { world, ann } = await waiting()
  await world.passes(hours(2))
  expect(statuses(world)).toEqual([200, 304, 304, 304, 304])
  await world.restarts()
  await world.passes(hours(7))
  expect(statuses(world).at(-1)).toBe(304)
  const [kept] = await rowsOf<{ asked: string; body: string }>(world, 'select asked, body from bounty.github_answers')
  expect(kept?.asked).toMatch(/^[0-9a-f]{16} v1 \/repos\/PyGithub\/PyGithub\/pulls\/1171$/)
  world.github.merge('PyGithub/PyGithub', 1171)
  await world.passes(hours(13))
  expect(statuses(world).at(-1)).toBe(200)
  ann.sees('Paid 100.00 USD')
})

test('a kept answer that cannot be read any more is no answer, and another token starts anew', async () => {
  const { world, ann } = await waiting()
  await world.database.query(`update bounty.github_answers set body = '{"number":1171}'`)
  await world.passes(minutes(2))
  ann.sees('GitHub is not answering. Nothing to do on your side.')
  ann.seesNot('person must review')
  await world.database.query(`update bounty.github_answers set asked = 'other' || asked`)
  await world.passes(minutes(30))
  ann.sees('Not merged yet.')
})

test('what nobody asked about for a week is forgotten', async () => {
  const { world } = await waiting()
  world.github.merge('PyGithub/PyGithub', 1171)
  await world.passes(days(6))
  expect(await rowsOf(world, 'select 1 from bounty.github_answers')).toHaveLength(1)
  await world.passes(days(3))
  expect(await rowsOf(world, 'select 1 from bounty.github_answers')).toEqual([])
})

test('a limit that one question met holds for all of the token, until its end and no longer', async () => {
  const { world, ann } = await waiting()
  world.github.answerNext({ status: 403, headers: { 'retry-after': '600' }, body: { message: 'slow down' } })
  await world.passes(minutes(1))
  const before = world.github.requests.length
  const ben = world.person('Ben')
  await ben.says('/link allevin')
  ben.sees('GitHub is not answering.')
  await world.passes(minutes(9))
  expect(world.github.requests).toHaveLength(before)
  await world.passes(minutes(2))
  ben.sees('Linked: allevin')
  ann.sees('Not merged yet.')
})

test.each([
  ['a secondary limit', 'You have exceeded a secondary rate limit.', {}],
  ['the older word for it', 'You have triggered an abuse detection mechanism.', {}],
  ['a limit without a reset', 'API Rate Limit Exceeded', { 'x-ratelimit-remaining': '0' }],
])('%s lasts a minute at least, twice as long each time, and never loops', async (_, message, headers) => {
  const { world, ann } = await waiting()
  const from = world.github.requests.length
  world.github.answerNext({ status: 403, headers, body: { message }, times: 5 })
  await world.passes(hours(1))
  const asked = world.github.requests.slice(from).map(({ at }) => Date.parse(at))
  const pauses = asked.slice(1).map((at, index) => at - asked[index]!)
  expect(pauses.slice(0, 5)).toEqual([1, 2, 4, 8, 16].map(minutes))
  ann.sees('Not merged yet.')
  await world.passes(hours(14))
  world.github.answerNext({ status: 403, headers, body: { message } })
  const again = world.github.requests.length
  await world.passes(hours(13))
  const later = world.github.requests.slice(again).map(({ at }) => Date.parse(at))
  expect(later[1]! - later[0]!).toBe(minutes(1))
})

test('a token that is not accepted stops all questions; the superadmins hear of it once, and nobody is refused', async () => {
  const { world, ada, ann } = await waiting()
  world.github.answerNext({ status: 401, body: { message: 'Bad credentials' }, times: 200 })
  const from = world.github.requests.length
  await world.passes(hours(25))
  expect(ada.screen().filter((line) => line.includes('GitHub does not accept GITHUB_TOKEN.'))).toHaveLength(1)
  expect(ann.screen().join()).not.toContain('GITHUB_TOKEN')
  ann.seesNot('review')
  const asked = world.github.requests.slice(from).map(({ at }) => Date.parse(at))
  for (const [index, at] of asked.slice(1).entries()) expect(at - asked[index]!).toBeGreaterThanOrEqual(minutes(15))
  expect(await rowsOf(world, "select 1 from posthouse.audit where action = 'github_unauthorized'")).toHaveLength(1)
  // From here on GitHub accepts it again.
  world.github.forgetPlans()
  await world.passes(minutes(16))
  ann.sees('Not merged yet.')
  expect(JSON.stringify(world.logged)).not.toContain(SETTINGS.GITHUB_TOKEN)
}, 90_000)

test('hundreds of checks that are due at once are asked one a second, each once, by any number of askers', async () => {
  const { world, db } = await withDb()
  const github = { tokenId: 't' } as never
  const begin = world.now.getTime()
  const left = new Map(Array.from({ length: 300 }, (_, index) => [`A${index}/1`, begin]))
  const asked: number[] = []
  let tries = 0
  for (let now = begin; left.size > 0; now = Math.min(...left.values())) {
    for (const [what, at] of left) {
      if (at > now) continue
      tries += 1
      const away = await turnedAway({ db, now: new Date(now), outside: { github } }, what, IN_TURN)
      if (away) left.set(what, now + (away.wait ?? 0))
      else {
        left.delete(what)
        asked.push(now)
      }
    }
  }
  expect(asked.map((at) => at - begin)).toEqual(Array.from({ length: 300 }, (_, index) => seconds(index)))
  expect(tries).toBe(599)
})

test('a person does not wait behind the checks; of sixty questions at once the rest waits the longer', async () => {
  const { world, db } = await withDb()
  const outside = { github: { tokenId: 't' } as never }
  const ask = (what: string, ahead: number, now = world.now) => turnedAway({ db, now, outside }, what, ahead)
  expect(await ask('A1/1', IN_TURN)).toBeUndefined()
  expect(await ask('A2/1', IN_TURN)).toMatchObject({ why: 'queued', wait: 1000 })
  for (let n = 0; n < 59; n += 1) expect(await ask(`login ${n}`, AT_ONCE)).toBeUndefined()
  expect(await ask('login 60', AT_ONCE)).toMatchObject({ why: 'queued', wait: 61_000 })
  expect(await ask('A2/1', IN_TURN, new Date(world.now.getTime() + 1000))).toBeUndefined()
  // Who comes much too late (the house was down) does not ask together with all the others who do.
  const late = new Date(world.now.getTime() + hours(1))
  expect(await ask('A3/1', IN_TURN, late)).toBeUndefined()
  expect(await ask('login 60', IN_TURN, late)).toMatchObject({ why: 'queued', wait: 1000 })
})

test('what nobody waits for any more is not asked', async () => {
  const { world, ann } = await waiting()
  const before = world.github.requests.length
  await ann.says('/drop A1')
  await ann.presses('Yes, give it back')
  await world.passes(days(2))
  expect(world.github.requests).toHaveLength(before)
})

/** A town, and its database as the bot's own code has it. */
async function withDb() {
  let found: Db | undefined
  const world = await town({
    ...bounty,
    measure(_, db) {
      found = db
    },
  })
  return { world, db: found! }
}

const waiting = () => waitingForMerge(SETTINGS)

const statuses = (world: Town) =>
  world.github.requests.filter(({ path }) => path.endsWith('/pulls/1171')).map(({ status }) => status)
