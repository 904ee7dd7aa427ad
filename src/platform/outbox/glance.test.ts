import { expect, test } from 'vitest'
import { bot, seconds } from '#platform/bot.ts'
import { glanceAtOutbox } from '#platform/outbox/glance.ts'
import { town } from '#testing/town.ts'

const crier = bot({
  name: 'crier',
  commands: {
    start: (ctx) => ctx.reply('hello'),
    two: (ctx) => {
      ctx.reply('one')
      ctx.reply('two')
    },
    empty: (ctx) => ctx.call('sendMessage', { text: '' }),
  },
})

test('who looks into the outbox sees what waits for whom, why, and what failed; what is delivered is gone', async () => {
  const world = await town(crier)
  const ann = world.person('Ann')
  await ann.says('/start')
  const outbox = () => glanceAtOutbox(world.database, 100)
  expect(await outbox()).toEqual([])
  world.simulator.fault({ method: 'sendMessage', kind: '429', retry_after: 30 })
  await ann.says('/two')
  expect(await outbox()).toMatchObject([
    { bot: 'crier', chat: ann.id, method: 'sendMessage', payload: { text: 'one' } },
    { payload: { text: 'two' }, written: world.now.toISOString() },
  ])
  for (const { state } of await outbox()) expect(['waiting', 'sending']).toContain(state)
  await world.passes(seconds(31))
  await ann.says('/empty')
  expect(await outbox()).toMatchObject([{ state: 'failed', tries: 1, error: expect.stringContaining('text is empty') }])
})
