import { expect, test, vi } from 'vitest'
import { days, hours, minutes } from '#platform/bot.ts'
import { rowsOf } from '#testing/raw.ts'
import type { Town } from '#testing/town.ts'
import { type Citizen, linked, opened } from './scene.ts'

// Hours pass here, ten minutes at a time.
vi.setConfig({ testTimeout: 90_000 })

const SETTINGS = { GITHUB_COMMENTS: 'on', GITHUB_TOKEN: 'simulated-github-token' }
const PATH = '/repos/PyGithub/PyGithub/issues/538/comments'
const said = (person: Citizen, words: string) => person.screen().filter((line) => line.includes(words)).length
const posts = (world: Town) => world.github.requests.filter(({ method, path }) => method === 'POST' && path === PATH)

/** Ann is paid for A1. */
async function paid(settings: Record<string, string> = SETTINGS) {
  const { world, ada } = await opened({ reward: '10.00', slots: 2, settings })
  const ann = await linked(world, 'Ann', 'allevin')
  await ann.says('/take #1')
  await ann.says('/submit A1 PyGithub/PyGithub#538')
  ann.sees('Paid 10.00 USD')
  return { world, ada, ann }
}

async function agrees(ann: Citizen) {
  await ann.says('/receipt A1 public')
  ann.sees('Write a receipt for A1 at PyGithub/PyGithub#538? Everybody will read there that 10.00 USD was paid for it')
  await ann.pressesAtOnce('Yes, for everybody', 3)
}

test('who is paid may have a receipt at the pull request: asked once, written once, and anybody can check it', async () => {
  const { world, ada, ann } = await paid()
  await world.passes(hours(1))
  expect(world.github.comments).toEqual([])
  await ann.says('/receipt A1 public')
  await ann.presses('No')
  await world.passes(hours(1))
  expect(world.github.comments).toEqual([])
  await agrees(ann)
  await world.passes(minutes(5))
  const [comment, ...others] = world.github.comments
  expect(others).toEqual([])
  expect(comment).toMatchObject({ repo: 'PyGithub/PyGithub', number: 538, author: 'simulated-writer' })
  expect(comment?.body).toContain('Paid: **10.00 USD** for task 1, payout `sim_po_0…`.')
  expect(comment?.body).not.toContain('#1')
  expect(said(ann, 'The receipt for A1 stands at PyGithub/PyGithub#538.')).toBe(1)
  await ann.says('/receipt A1 public')
  ann.sees('That was asked for A1 before; it is done once.')
  const [, code = ''] = /receipt `(P1-[A-Z2-9]{16})`/.exec(comment?.body ?? '') ?? []
  const bob = world.person('Bob')
  await bob.says(`/receipt check ${code}`)
  bob.sees('That is a receipt of ours: 10.00 USD for #1, PyGithub/PyGithub#538, paid on 2026-03-02.')
  expect(bob.screen().join()).not.toContain('allevin')
  const last = code.endsWith('A') ? 'B' : 'A'
  for (const wrong of [`${code.slice(0, -1)}${last}`, code.replace('P1', 'P2'), code.toLowerCase(), '', '<b>'])
    await bob.says(`/receipt check ${wrong}`)
  expect(said(bob, 'That is not a receipt of ours.')).toBe(5)
  await ada.says('/reverse P1 it came back')
  await ada.presses('Yes, it came back')
  await bob.says(`/receipt check ${code}`)
  bob.sees('Returned since.')
  await world.passes(days(1))
  expect(posts(world)).toHaveLength(1)
})

test('nobody else asks for it, not an admin either; and where it is not switched on nothing is written', async () => {
  const { world, ada, ann } = await paid({ GITHUB_TOKEN: 'simulated-github-token' })
  await ada.says('/receipt A1 public')
  ada.sees('Receipts are not written at pull requests here.')
  await ann.says('/receipt A1 public')
  ann.sees('Receipts are not written at pull requests here.')
  expect(world.github.comments).toEqual([])
  const other = await paid()
  await other.ada.says('/receipt A1 public')
  other.ada.sees('There is no payment of yours for A1.')
})

test('asked for before it is paid, it is written when it is', async () => {
  const { world, ada } = await opened({ reward: '400.00', settings: SETTINGS })
  const ann = await linked(world, 'Ann', 'allevin')
  await ann.says('/take #1')
  await ann.says('/submit A1 PyGithub/PyGithub#538')
  await ann.says('/receipt A1 public')
  await ann.presses('Yes, for everybody')
  await world.passes(hours(1))
  expect(world.github.comments).toEqual([])
  await ada.says('/pay P1 approve')
  await world.passes(minutes(10))
  expect(world.github.comments).toHaveLength(1)
})

test.each([
  ['was written, and the answer was lost', true, 1, 'stands at'],
  ['was not written, and nobody can know', false, 0, 'cannot be found out'],
])('a comment that %s: it is looked for, and never written a second time', async (_, isDone, count, words) => {
  const { world, ann } = await paid()
  world.github.answerNext({ path: PATH, method: 'POST', status: 502, body: '<html>', isDone })
  for (let n = 0; n < 120; n += 1) {
    world.github.comment({ repo: 'PyGithub/PyGithub', number: 538, author: 'jacquev6', body: `Fine work ${n}` })
  }
  await agrees(ann)
  await world.passes(hours(3))
  expect(world.github.comments.filter(({ author }) => author === 'simulated-writer')).toHaveLength(count)
  expect(posts(world)).toHaveLength(1)
  expect(said(ann, words)).toBe(1)
})

test.each([403, 404, 422])('GitHub answers %i: the payee is told once that it is not allowed', async (status) => {
  const { world, ann } = await paid()
  world.github.answerNext({ path: PATH, method: 'POST', status, body: { message: 'Resource not accessible' } })
  await agrees(ann)
  await world.passes(hours(3))
  expect(world.github.comments).toEqual([])
  expect(said(ann, 'GitHub does not let me write at PyGithub/PyGithub#538')).toBe(1)
  expect(posts(world)).toHaveLength(1)
})

test('a limit of GitHub is obeyed, and the receipt is written after it', async () => {
  const { world, ann } = await paid()
  const headers = { 'retry-after': '600' }
  world.github.answerNext({ path: PATH, method: 'POST', status: 429, headers, body: { message: 'rate limit' } })
  await agrees(ann)
  await world.passes(minutes(9))
  expect(posts(world)).toHaveLength(1)
  expect(world.github.comments).toEqual([])
  await world.passes(minutes(10))
  expect(world.github.comments).toHaveLength(1)
  expect(await rowsOf(world, 'select state from bounty.public_receipts')).toEqual([{ state: 'posted' }])
})
