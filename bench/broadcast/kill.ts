/**
 * `npm run broadcast:kill`: a broadcast whose process is killed (-9) in the middle, again and again, and resumed by the next.
 * Prints one line of JSON; exit 1 when somebody was left out, the states do not add up, or more was said twice than was in flight.
 */
import { argv, exit, stderr, stdout } from 'node:process'
import { setTimeout as delay } from 'node:timers/promises'
import { parseArgs } from 'node:util'
import { TELEGRAM_LIMITS } from '#platform/outbox/limits.ts'
import { createPlace } from '#testing/house-place.ts'
import { fastClock } from '#testing/promise/fast-clock.ts'
import { endProcesses, type HouseProcess, spawnHouse } from '#testing/promise/processes.ts'
import { chance } from '#testing/promise/random.ts'
import { PLATFORM } from '#testing/town.ts'
import { blocks, broadcast, fill, progress, unrecorded } from './stage.ts'
import { mostWithin, openTelegram } from './telegram.ts'

const { values } = parseArgs({
  args: argv.slice(2),
  options: {
    recipients: { type: 'string', default: '10000' },
    kills: { type: 'string', default: '10' },
    /** The clock of the house, and with it Telegram's limits, is so many times as fast. */
    speed: { type: 'string', default: '20' },
    seed: { type: 'string' },
  },
})
const [recipients, kills, speed] = [Number(values.recipients), Number(values.kills), Number(values.speed)]
const seed = Number(values.seed ?? Math.floor(Math.random() * 1e9))
const luck = chance(seed)
const origin = Date.now()
const clock = fastClock(speed, origin)
const began = performance.now()
const PATIENCE_MS = 60_000 + (recipients * 1000) / (20 * speed) + kills * 35_000

const telegram = await openTelegram(blocks)
const place = await createPlace([PLATFORM])
const options = {
  database: place.environment.DATABASE_URL
    ? { url: place.environment.DATABASE_URL }
    : { folder: place.environment.POSTHOUSE_DATA ?? '' },
  telegram: telegram.url,
  secret: 'secret_of_the_run',
  guests: [{ module: new URL('./bot.ts', import.meta.url).href, token: '1:crier', door: 'webhook' as const }],
  clock: { speed, origin },
  limits: TELEGRAM_LIMITS,
}
const next = () => spawnHouse(options)

await place.look(async (database) => {
  await fill(database, recipients, clock.now())
  await broadcast(database, clock.now())
})
/** What was on its way at a death: taken by Telegram, and not written down. */
let inFlight = 0
let house = next()
const started = performance.now()
for (let life = 0; life < kills; life += 1) {
  const waiting = next()
  await house.begin()
  await callsOf(luck.whole(1, Math.ceil((2 * recipients) / (kills + 1))))
  await house.kill()
  // A statement that had reached the server is finished there.
  await delay(100)
  inFlight += await place.look(
    async (database) => (await unrecorded(database)).filter((chat) => (telegram.got.get(chat) ?? 0) > 0).length,
  )
  house = waiting
  stderr.write(`\rkilled ${life + 1} of ${kills}, ${telegram.calls.length} calls so far `)
}
await house.begin()
const end = await done(house)
const took = performance.now() - started
await house.stop().catch(() => undefined)

const counts = [...telegram.got.values()]
const repeats = counts.reduce((sum, count) => sum + count - 1, 0)
const { sent, failed, skipped, perhaps, waiting, queued, cancelled } = end
const adds = sent + failed + skipped + perhaps + waiting + queued + cancelled === recipients
const rightly =
  sent === telegram.got.size && skipped === expectedSkips() && waiting + queued + cancelled + perhaps === 0
const result = {
  database: place.kind,
  recipients,
  kills,
  state: end.state,
  sent,
  failed,
  skipped,
  written: telegram.got.size,
  repeats,
  inFlightAtDeath: inFlight,
  addsUp: adds && rightly,
  speed,
  allowedPerSecond: TELEGRAM_LIMITS.perBot.perSecond,
  mostPerSecond: mostWithin(telegram.calls, 1000 / speed),
  meanPerSecond: Math.round((telegram.calls.length / (took / 1000) / speed) * 10) / 10,
  seconds: Math.round((performance.now() - began) / 100) / 10,
  seed,
}
stdout.write(`${JSON.stringify(result)}\n`)
await endProcesses()
telegram.close()
place.remove()
exit(end.state === 'done' && adds && rightly && repeats <= inFlight ? 0 : 1)

/** Resolves when so many more calls have come, or the broadcast is nearly over. */
async function callsOf(more: number) {
  const until = Math.min(telegram.calls.length + more, recipients * 0.9)
  const late = performance.now() + PATIENCE_MS
  while (telegram.calls.length < until && performance.now() < late) await delay(5)
}

async function done(last: HouseProcess) {
  const late = performance.now() + PATIENCE_MS
  for (;;) {
    const now = await ask(last)
    if (now.state === 'done' || performance.now() > late) return now
    await delay(200)
  }
}

/** By way of the process: the embedded database lets nobody else in. */
async function ask(last: HouseProcess) {
  const found = await progress({
    query: async (text: string) => ({
      rows: await last.query(text.replaceAll('$1', "'crier'").replaceAll('$2', "'bridge'")),
      count: 0,
    }),
  } as never)
  if (!found) throw new Error(`The broadcast is gone.\n${last.log()}`)
  return found
}

function expectedSkips() {
  const chats = Array.from({ length: recipients }, (_, index) => index + 1)
  return chats.filter((chat) => chat % 20 === 2 || chat % 100 === 3).length
}
