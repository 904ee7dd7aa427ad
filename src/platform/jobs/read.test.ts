import { expect, test } from 'vitest'
import { after, again, bot, type Db, job, minutes } from '#platform/bot.ts'
import { town } from '#testing/town.ts'

test('before each try a job reads what the database says by then', async () => {
  const seen: unknown[] = []
  const look = job('look', {
    read: async ({ db, input, outside, now }: { db: Db; input: { chat: number }; outside: string; now: Date }) => {
      const people = await db
        .withTables<{ people: { id: number } }>()
        .withSchema('posthouse')
        .selectFrom('people')
        .select('id')
        .execute()
      return { people: people.length, outside, chat: input.chat, minute: now.getUTCMinutes() }
    },
    call: async ({ read }) => read,
    save(ctx, _, result) {
      seen.push(result)
      if (seen.length < 2) return again(after(ctx.now, minutes(5)))
    },
  })
  const watcher = bot({
    name: 'watcher',
    commands: { look: (ctx) => ctx.enqueue(look, { chat: 7 }) },
    jobs: [look],
    connect: () => 'the world',
  })
  const world = await town(watcher)
  await world.person('Ann').says('/look')
  await world.person('Ben').says('/hello')
  await world.passes(minutes(6))
  expect(seen).toEqual([
    { people: 1, outside: 'the world', chat: 7, minute: 0 },
    { people: 2, outside: 'the world', chat: 7, minute: 5 },
  ])
})
