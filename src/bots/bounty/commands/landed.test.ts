import { expect, test } from 'vitest'
import { days, minutes } from '#platform/bot.ts'
import { rowsOf } from '#testing/raw.ts'
import { town } from '#testing/town.ts'
import bounty from '../bot.ts'
import { funder } from '../stories/scene.ts'

const LANDED = { repo: 'apache/brooklyn-server', branch: 'master', author: 'iyovcheva' }

test('code that landed another way is shown to the reviewer with the author’s commits, once, and nothing is paid by itself', async () => {
  const { world, ann, ada } = await closed()
  ann.sees('Closed without merge. If the code landed another way, press the button. A person must review.')
  world.github.commit({ ...LANDED, sha: '1'.repeat(40), message: 'Use <b>external</b> config\n\nCloses #465' })
  world.github.commit({ ...LANDED, sha: '2'.repeat(40), message: 'Not hers', author: 'jacquev6' })
  world.github.commit({ ...LANDED, sha: '3'.repeat(40), message: 'Another branch', branch: 'next' })
  world.github.answerNext({ path: '/repos/apache/brooklyn-server/commits', status: 502, body: '<html>' })
  await ann.pressesAtOnce('It landed another way', 5)
  ann.sees('I am looking for your commits in the task’s branch')
  await world.passes(minutes(5))
  ada.sees(
    /A1: the work is said to have landed another way\. Commits by iyovcheva on master since the task was taken: 1\.\n1{12} Use <b>external<\/b> config$/,
  )
  ann.sees('I found commits of yours in the task’s branch and showed them to a person, who decides.')
  expect(ada.screen().filter((line) => line.includes('is said to have landed'))).toHaveLength(1)
  await ada.presses('Review A1')
  ada.sees(/Why here: .*\n1{12} Use <b>external<\/b> config\n/)
  await ann.presses('It landed another way')
  ann.sees('I have looked already')
  expect(await rowsOf(world, 'select status from bounty.assignments')).toEqual([{ status: 'review' }])
  expect(await rowsOf(world, "select 1 from posthouse.audit where action = 'landed_claimed'")).toHaveLength(1)
  expect(world.payouts.requests).toEqual([])
})

test('what landed without a merge is paid when a second admin agrees, however small; the first one cannot be both', async () => {
  const { world, ann, ada } = await closed()
  const bob = world.person('Bob', { superadmin: true })
  await bob.says('/start')
  await ada.says('/queue')
  await ada.presses('Review A1')
  ada.sees('GitHub shows no merge: a second admin has to agree before this is paid.')
  await ada.pressesAtOnce('Approve', 5)
  ada.sees('A1 is approved; 10.00 USD waits for another admin.')
  bob.sees('Payment P1 (A1, 10.00 USD) waits for your approval.')
  await world.passes(days(1))
  expect(world.payouts.requests).toEqual([])
  await ada.says('/pay P1 approve')
  ada.sees('You have agreed already')
  await ann.says('/receipt A1')
  ann.sees('payment waits for a second admin')
  await bob.presses('Look at P1')
  bob.sees('GitHub shows no merge of it: two admins have to agree.')
  await bob.pressesAtOnce('Approve', 5)
  await world.passes(minutes(1))
  expect(world.payouts.payments.map(({ amount_cents }) => amount_cents)).toEqual([1000])
  expect(await rowsOf(world, 'select * from bounty.payment_approvals')).toHaveLength(2)
})

test('the maker of the task can be the second for a small sum, and one who is paid never', async () => {
  const { world, ada } = await closed()
  const bob = world.person('Bob', { superadmin: true })
  await bob.says('/queue')
  await bob.presses('Review A1')
  await bob.presses('Approve')
  await ada.says('/pay P1 approve')
  ada.sees('Approvals: 2 of 2')
  expect(world.payouts.payments).toHaveLength(1)
})

test('a second payment for it, after one that did not arrive, wants two again', async () => {
  const { world, ada } = await closed()
  const bob = world.person('Bob', { superadmin: true })
  await ada.says('/queue')
  await ada.presses('Review A1')
  await ada.presses('Approve')
  world.payouts.fault({ kind: '422' })
  await bob.says('/pay P1 approve')
  await world.passes(minutes(10))
  await ada.says('/pay P1 again')
  ada.sees('Approvals: 0 of 2')
  expect(world.payouts.payments).toEqual([])
})

test('when GitHub shows nothing, the reviewer reads that', async () => {
  const { ann, ada } = await closed()
  await ann.presses('It landed another way')
  ann.sees('I found no commit of yours')
  ada.sees('but GitHub shows no commit by iyovcheva on master')
})

test('the button does nothing once the review is over', async () => {
  const { world, ann } = await closed()
  await world.database.query("update bounty.assignments set status = 'approved', reason = null")
  await ann.presses('It landed another way')
  ann.sees('A1 does not wait for that any more. /my')
  expect(await rowsOf(world, 'select landed from bounty.assignments')).toEqual([{ landed: null }])
})

/** Ann's pull request apache/brooklyn-server#465 was closed without a merge. */
async function closed() {
  const world = await town(bounty, { githubDates: 'fresh' })
  const ada = await funder(world)
  await ada.says('/newtask')
  for (const answer of ['Config', 'Tests too.', 'apache/brooklyn-server', '-', '10.00', '1', '5'])
    await ada.says(answer)
  await ada.presses('Publish')
  const ann = world.person('Ann')
  await ann.says('/link iyovcheva')
  await ann.says('/take #1')
  await ann.says('/submit A1 apache/brooklyn-server#465')
  return { world, ann, ada }
}
