import { afterEach, describe, expect, test } from 'vitest'
import { createPostgres } from '#testing/database.ts'
import { createForeignTelegram } from '#testing/promise/foreign-telegram.ts'
import { endProcesses, startWorkers } from '#testing/promise/processes.ts'
import { chance } from '#testing/promise/random.ts'
import { until } from '#testing/until.ts'

const SERVER = process.env.TEST_DATABASE_URL
const PEOPLE = 50

afterEach(endProcesses)

describe.skipIf(!SERVER)('four processes on one PostgreSQL (skipped without TEST_DATABASE_URL)', () => {
  test.each([1, 3])(
    'fifty people race for a task with %i slots: so many get it, the others hear who was faster',
    async (slots) => {
      const telegram = await createForeignTelegram({
        bots: { bounty: 'webhook' },
        secret: 'secret_of_the_race',
        chance: chance(slots),
      })
      const url = await createPostgres(SERVER ?? '')
      const workers = await startWorkers(4, (index) => ({
        database: { url },
        telegram: telegram.root(`worker-${index}`),
        secret: 'secret_of_the_race',
        guests: [
          { module: new URL('./bot.ts', import.meta.url).href, token: telegram.tokenOf('bounty'), door: 'webhook' },
        ],
      }))
      telegram.doors = workers.doors
      const house = workers.houses[0]!
      await house.query(
        `insert into posthouse.people (telegram_id, display_name, joined_at) select n, 'P' || n, now() from generate_series(1, ${PEOPLE}) n`,
      )
      await house.query(
        `insert into bounty.github_accounts select id, 1000 + id, 'login' || id, now(), 'device', now(), timestamptz '2012-01-01' from posthouse.people`,
      )
      await house.query(
        `insert into bounty.tasks (title, text, status, reward_cents, slots, repo_id, repo_name, branches, hours, created_by, created_at, published_at)
       values ('T', 'T', 'open', 10000, ${slots}, 1, 'o/r', 'main', 24, 1, now(), now())`,
      )
      for (let person = 1; person <= PEOPLE; person += 1) telegram.writes('bounty', person, '/take #1')
      await until(
        () => telegram.accepted.length >= PEOPLE,
        40_000,
        () => `${telegram.accepted.length} of ${PEOPLE} answers\n${workers.houses.map((one) => one.log()).join('\n')}`,
      )
      const answers = telegram.accepted.map(({ text }) => text)
      expect(answers.filter((text) => text.startsWith('Yours: #1'))).toHaveLength(slots)
      expect(answers.filter((text) => text.startsWith('#1 was just taken'))).toHaveLength(PEOPLE - slots)
      expect(await house.query('select taken, slots from bounty.tasks')).toEqual([{ taken: slots, slots }])
      expect(
        await house.query('select count(*) as held, count(distinct user_id) as people from bounty.assignments'),
      ).toEqual([{ held: slots, people: slots }])
      await workers.stop()
      await telegram.close()
    },
    90_000,
  )
})
