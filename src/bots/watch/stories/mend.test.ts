import { expect, test } from 'vitest'
import { hours } from '#platform/bot.ts'
import { rowsOf } from '#testing/raw.ts'
import { audited, begun, dataOf, forges, polled } from './scene.ts'

test('a lock that hangs is taken from its holder, once, and it is written down who did it and why', async () => {
  const { world, olena } = await begun()
  await polled(world, 400)
  await olena.says('/lock ferry')
  olena.sees('ferry: polled by web-1, process 4711 (production)')
  olena.sees('heartbeat: 6 min ago')
  await olena.says('/release ferry it hangs since ten')
  olena.sees('Take the lock of ferry from web-1, process 4711?')
  await olena.presses('No, leave it')
  expect(await audited(world, 'lock_release')).toEqual([])
  await olena.says('/release ferry it hangs since ten')
  await olena.pressesAtOnce('Yes, release it', 3)
  olena.sees('ferry: released.')
  const [row, ...more] = await audited(world, 'lock_release')
  expect([row?.bot, more]).toEqual(['ferry', []])
  expect(row?.detail).toMatch(/it hangs since ten/)
  expect(await rowsOf(world, 'select owner, epoch from posthouse.leases')).toEqual([{ owner: 'nobody', epoch: 2 }])
})

test('a lock whose holder works is taken only by whoever says so', async () => {
  const { world, olena } = await begun()
  await polled(world, 10)
  await olena.says('/release ferry')
  olena.sees('Telegram answered this process 10 s ago: it works.')
  await olena.presses('Take it all the same')
  olena.sees('ferry: released.')
})

test('an old question takes nothing: not after a newer one, not after an hour, not from a new holder', async () => {
  const { world, olena } = await begun()
  const claim = await polled(world, 400)
  await olena.says('/release ferry')
  const first = dataOf(world, olena, 'Yes, release it')
  await olena.says('/release ferry')
  await forges(world, olena, first)
  expect(await audited(world, 'lock_release')).toEqual([])
  await olena.says('/release ferry')
  await world.passes(hours(2))
  await olena.presses('Yes, release it')
  olena.sees('That question is over.')
  await olena.says('/release ferry')
  await rowsOf(world, 'update posthouse.leases set epoch = epoch + 1 where name = $1', [claim.name])
  await olena.presses('Yes, release it')
  olena.sees('ferry: it changed meanwhile, and nothing was done.')
  expect(await audited(world, 'lock_release')).toEqual([])
})

test('what waits is skipped after a question, kept, and put back in its order', async () => {
  const { world, olena } = await begun()
  const ann = world.person('Ann', { bot: 'ferry' })
  await ann.says('/start')
  await rowsOf(
    world,
    `insert into posthouse.inbox (bot, update_id, hash, chat, kind, payload, received_at)
     select 'ferry', n, n::text, $1, 'update', json_build_object('update_id', n, 'message', json_build_object('message_id', n, 'date', 0,
       'chat', json_build_object('id', $1::bigint, 'type', 'private', 'first_name', 'Ann'),
       'from', json_build_object('id', $1::bigint, 'is_bot', false, 'first_name', 'Ann'), 'text', '/cross ' || n))::text, now()
     from generate_series(1, 3) n`,
    [ann.id],
  )
  await olena.says('/drop ferry')
  olena.sees('Why shall what waits for ferry be skipped?')
  await olena.says('a flood')
  olena.sees('3 updates in the inbox')
  await olena.pressesAtOnce('Yes, skip it', 2)
  olena.sees('Skipped 3 updates of ferry: 0 from Telegram, 3 from the inbox.')
  olena.sees('on its way to the webhook')
  ann.seesNot('You crossed')
  expect((await audited(world, 'updates_dropped'))[0]?.detail).toContain('a flood')
  // Later, and without the message at hand.
  await olena.says('/drop ferry another flood')
  olena.sees('Skipped and kept in all: 3 updates.')
  await olena.pressesAtOnce('Put it back', 2)
  olena.sees('Put back 3 updates of ferry.')
  expect(ann.screen().filter((line) => line.startsWith('You crossed'))).toEqual([
    'You crossed with 1.',
    'You crossed with 2.',
    'You crossed with 3.',
  ])
})

test('what Telegram says about a webhook comes as an answer, also when it cannot be asked', async () => {
  const { world, olena } = await begun()
  await olena.says('/webhook')
  await olena.presses('ferry')
  olena.sees('ferry: Telegram delivers to http://127.0.0.1')
  olena.sees('0 updates pending')
  world.simulator.revokesToken(world.simulator.bot({ username: 'ferry_bot', name: 'ferry', about: 'ferry' }))
  await olena.presses('Look again')
  olena.sees('ferry: Telegram could not be asked')
})

test('the runbook is walked with what is found, and its buttons lead on', async () => {
  const { world, olena } = await begun()
  await polled(world, 400)
  await olena.says('/runbook ferry')
  olena.sees('ferry does not answer')
  olena.sees(/⚠️ 2\. Look at lock and heartbeat\nheld by web-1, process 4711; heartbeat 6 min ago/)
  olena.sees(/⚠️ 3\. Release a lock that hangs/)
  olena.sees(/✅ 1\. Look at what failed last\nno error in the last hour/)
  olena.sees('Go through what is marked, from the top.')
  await olena.presses('Release the lock')
  await olena.presses('Yes, release it')
  olena.sees('ferry: released.')
  await olena.says('/runbook ferry')
  olena.seesNot(/⚠️ 3/)
})

test('putting back what was skipped does not bring back what was discarded', async () => {
  const { world, olena } = await begun()
  const ann = world.person('Ann', { bot: 'ferry' })
  await ann.says('/cross seven')
  await world.passes(2_000)
  await olena.says('/dead ferry')
  await olena.presses(/^Open update/)
  await olena.presses('Discard')
  await olena.says('they have gone home')
  await olena.presses('Yes, discard it')
  olena.sees('Discarded: update')
  await olena.says('/drop ferry x')
  olena.seesNot('Skipped and kept')
  await olena.presses('Yes, skip it')
  olena.sees('Skipped 0 updates of ferry')
  expect(await rowsOf(world, "select state from posthouse.inbox where bot = 'ferry' and state = 3")).toHaveLength(1)
})
