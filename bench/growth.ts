/** How cost grows: with a handler's queries, with the number of chats, with a backlog. Posthouse on PostgreSQL. */
import { byBacklog } from './growth/by-backlog.ts'
import { byChats } from './growth/by-chats.ts'
import { byQueries } from './growth/by-queries.ts'
import { readArguments, readNumbers, readWhole, wrong } from './options.ts'
import { writeSection } from './report/page.ts'
import { openWorkshop, say } from './workshop.ts'

const HELP = `npm run bench:growth -- [options]
  --only queries|chats|backlog
  --queries 1,4,16  --chats 10,100,1000,10000,100000  --backlog 1000,10000,100000,1000000
  --rounds 2 --n 10000 --warm 3000   for queries and chats
  --seconds 900     a backlog that takes longer is measured by the part that was drained
  --no-page         leaves docs/performance.md alone
`

const values = readArguments(HELP, {
  only: { type: 'string' },
  queries: { type: 'string', default: '1,4,16' },
  chats: { type: 'string', default: '10,100,1000,10000,100000' },
  backlog: { type: 'string', default: '1000,10000,100000,1000000' },
  rounds: { type: 'string', default: '2' },
  n: { type: 'string', default: '10000' },
  warm: { type: 'string', default: '3000' },
  seconds: { type: 'string', default: '900' },
  page: { type: 'boolean', default: true },
})

const load = {
  updates: readWhole('n', values.n, 100),
  warmUp: readWhole('warm', values.warm, 0),
  chats: 500,
  connections: 100,
  order: 'telegram',
  slot: 'both',
  rate: 0,
  latencyMs: 0,
  seed: 0,
  patienceMs: 120_000,
} as const
const rounds = readWhole('rounds', values.rounds, 1)
const wanted = {
  queries: readNumbers('queries', values.queries),
  chats: readNumbers('chats', values.chats),
  backlog: readNumbers('backlog', values.backlog),
}
const mostSeconds = readWhole('seconds', values.seconds, 1)

if (values.only && !/^(queries|chats|backlog)$/.test(values.only))
  wrong(`--only ${values.only}: queries, chats or backlog is wanted.`)

const workshop = await openWorkshop()
const growth = { rounds, load, surroundings: workshop, say }
const parts = {
  queries: () => byQueries(wanted.queries, growth),
  chats: () => byChats(wanted.chats, growth),
  backlog: () => byBacklog({ sizes: wanted.backlog, chats: load.chats, mostSeconds, surroundings: workshop, say }),
}
for (const [name, measure] of Object.entries(parts)) {
  if (values.only && values.only !== name) continue
  const began = performance.now()
  const measured = await measure()
  const minutes = ((performance.now() - began) / 60_000).toFixed(1)
  const conditions =
    name === 'backlog'
      ? `${load.chats} chats`
      : `${rounds} ${rounds === 1 ? 'round' : 'rounds'} of ${load.updates} updates`
  const section = `${workshop.machine}.\n\n${conditions}, ${new Date().toISOString().slice(0, 10)}, ${minutes} minutes.\n\n${measured}`
  process.stdout.write(`\n${section}\n`)
  if (values.page) writeSection(`growth-${name}`, section)
}
await workshop.close()
process.exit(0)
