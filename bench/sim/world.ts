import { createHash } from 'node:crypto'
import { GONE_MS } from '#platform/outbox/senders.ts'
import { createAgenda } from './agenda.ts'
import type { Outside } from './bot.ts'
import { brokenPromises, type Look } from './check.ts'
import { shareDatabase } from './database.ts'
import { createLife, type Life } from './life.ts'
import type { Mutant } from './mutants.ts'
import { letWrite } from './people.ts'
import { type Event, type Plan, planOf, START, WILDEST_JUMP_MS } from './plan.ts'
import { type Process, startProcess } from './process.ts'
import type { Store } from './store.ts'
import { simulateTelegram } from './telegram.ts'
import { createWeather } from './weather.ts'

/** How one world ended. */
export interface Verdict {
  seed: number
  /** Ways in which the promise was broken; empty when it was kept. */
  broken: string[]
  /** The story, line by line; the same seed tells the same one. */
  story: string[]
  hash: string
  simulatedMs: number
  deaths: number
  repeats: number
}

export interface WorldOptions {
  mutant?: Mutant | undefined
}

/** Jobs of the dead come back after 60 s, lanes after 30, and whoever was refused waits up to 60: then all must be done. */
const DRAIN_MS = 80_000
const LOOK_EVERY_MS = 2_000
/** Backoff of a sender and its lease are both shorter. */
const LATE_MS = 66_000
/** How long nobody may notice that a lease ran out; clocks differ by up to 8 s. */
const FORGOTTEN_MS = 23_000
const STOP_MS = 30_000

/** Lives one world from its seed to its end, and judges it. */
export async function live(store: Store, seed: number, { mutant }: WorldOptions = {}): Promise<Verdict> {
  await store.empty()
  const { plan, chance } = planOf(seed)
  const story: string[] = []
  const agenda = createAgenda(START, chance)
  const say = (who: string, words: string) => {
    story.push(`${((agenda.now() - START) / 1000).toFixed(3).padStart(8)}  ${who.padEnd(9)} ${words}`)
  }
  story.push(wordsOf(plan))
  const weather = createWeather(plan.rates, chance, agenda.now)
  const shared = shareDatabase({ store, agenda, chance, weather, mutant, say })
  const all: Process[] = []
  const running: Process[] = []
  const failed = new Set<string>()
  const shaken = new Set<string>()
  const telegram = simulateTelegram({
    agenda,
    weather,
    mutant,
    say,
    isFinished: async (text) =>
      (await shared.look('select from simulated.finished where text = $1', [text])).length > 0,
    polled,
  })

  for (let index = 0; index < plan.processes; index += 1) agenda.after(index * 10, () => start(index, 1))
  const people = letWrite({ plan, agenda, chance, weather, telegram, processes: () => running, say })
  for (const event of plan.events) agenda.after(event.at, () => befall(event))
  agenda.after(plan.calmAt, calm)

  await until(START + plan.calmAt)
  const drained = await drain()
  if (!drained) failed.add(`not everything was done ${DRAIN_MS / 1000} s after all was calm`)
  await end()
  const look = await lookAround()
  const broken = [...brokenPromises(plan, look, telegram.accepted), ...telegram.complaints, ...failed]
  if (broken.length > 0) for (const line of broken) say('BROKEN', line)
  const seen = new Set<string>()
  return {
    seed,
    broken,
    story,
    hash: createHash('sha1').update(story.join('\n')).digest('hex').slice(0, 12),
    simulatedMs: agenda.now() - START,
    deaths: all.filter(({ life }) => life.state === 'dead').length,
    repeats: telegram.accepted.filter(({ text }) => seen.has(text) || !seen.add(text)).length,
  }

  function start(index: number, number: number) {
    const life = createLife({
      name: `${'ABC'[index]}${number}`,
      agenda,
      chance,
      say,
      laziness: plan.laziness,
      skew: plan.skews[index]!,
    })
    say(life.name, `starts${life.skew === 0 ? '' : `, its clock ${life.skew} ms ahead`}`)
    const process = startProcess(life, { plan, shared, telegram, mutant, chance, outside })
    running[index] = process
    all.push(process)
    life.whenDead(() => agenda.after(chance.whole(100, 5_000), () => start(index, number + 1)))
  }

  function befall({ what, process: index, size }: Event) {
    const process = running[index]
    if (what === 'database down' || what === 'telegram down') {
      say(what === 'database down' ? 'database' : 'telegram', `is away for ${size} ms`)
      if (what === 'database down') weather.databaseDownUntil = agenda.now() + size
      else weather.telegramDownUntil = agenda.now() + size
      return
    }
    if (process?.life.state !== 'running') return
    const { life } = process
    if (what === 'kill') life.dies('kill -9')
    if (what === 'kill at a statement') process.database.crash.statements = size
    if (what === 'kill at a call') process.telegram.crash.calls = size
    if (what === 'jump') {
      life.skew += size
      life.troubledAt.push(agenda.now())
      say(life.name, `its clock jumps by ${size} ms`)
    }
    if (what === 'pause') {
      life.pauses()
      agenda.after(size, () => life.wakes())
    }
    if (what === 'stop' && !process.isStopping) {
      say(life.name, 'is asked to end (SIGTERM)')
      void process.stop().then(() => {
        say(life.name, 'has ended')
        const number = all.filter(({ life }) => life.name[0] === 'ABC'[index]).length
        agenda.after(chance.whole(100, 3_000), () => start(index, number + 1))
      })
    }
  }

  function calm() {
    say('world', 'all is calm: nothing goes wrong from here on')
    weather.clearsUp()
    for (const { life, database, telegram: line } of all) {
      database.crash.statements = Number.POSITIVE_INFINITY
      line.crash.calls = Number.POSITIVE_INFINITY
      life.wakes()
      const own = plan.skews['ABC'.indexOf(life.name[0]!)]!
      if (life.skew !== own) life.troubledAt.push(agenda.now())
      life.skew = own
    }
  }

  async function until(moment: number) {
    while (await agenda.step(moment)) {}
  }

  /** Lets everything come to rest. False when it does not, in the time it has. */
  async function drain(): Promise<boolean> {
    const latest = Math.max(plan.calmAt, ...plan.letters.map(({ at }) => at)) + patience(DRAIN_MS)
    while (agenda.now() < START + latest) {
      await until(agenda.now() + LOOK_EVERY_MS)
      const left = await backlog()
      if (left === 0 && people.waiting() === 0) {
        await until(agenda.now() + 3_000)
        return (await backlog()) === 0
      }
    }
    return false
  }

  /** What a clock that was far ahead wrote down for later comes so much later. */
  function patience(ms: number) {
    return plan.wildClocks ? ms + 2 * WILDEST_JUMP_MS : ms
  }

  async function backlog(): Promise<number> {
    const now = agenda.now()
    const sinceCalm = now - START - plan.calmAt
    const [row] = await shared.look<{ backlog: number; late: number; forgotten: number }>(
      `select (select count(*) from posthouse.inbox where state = 0) + (select count(*) from posthouse.chat_queue)
          + (select count(*) from posthouse.outbox where state < 2) + (select count(*) from posthouse.lanes)
          + (select count(*) from posthouse.jobs where state < 2) as backlog,
        (select count(*) from posthouse.outbox where state < 2 and created_at < $1) as late,
        (select count(*) from posthouse.lanes where owner not in (select owner from posthouse.senders where seen_at > $2))
          + (select count(*) from posthouse.outbox
             where state < 2 and owner not in (select owner from posthouse.senders where seen_at > $2))
          + (select count(*) from posthouse.jobs where state = 1 and until < $3) as forgotten`,
      [new Date(now - LATE_MS), new Date(now - GONE_MS - FORGOTTEN_MS), new Date(now - FORGOTTEN_MS)],
    )
    if (sinceCalm > patience(LATE_MS) && row!.late > 0)
      failed.add(`a message lay in the outbox for more than ${LATE_MS / 1000} s`)
    if (sinceCalm > patience(FORGOTTEN_MS) && row!.forgotten > 0)
      failed.add(`a lane or a job was left to a dead process for ${FORGOTTEN_MS / 1000} s more than its lease`)
    return row!.backlog
  }

  /** Everybody is asked to end, and has to, within the time an orchestrator would give. */
  async function end() {
    const ending = running.filter(({ life }) => life.state === 'running')
    for (const process of ending) if (!process.isStopping) void process.stop()
    await agenda.settled()
    const limit = agenda.now() + STOP_MS
    while (ending.some(({ life }) => life.state !== 'ended') && (await agenda.step(limit))) {}
    for (const { life } of ending) {
      if (life.state !== 'ended') failed.add(`${life.name} did not end within ${STOP_MS / 1000} s of SIGTERM`)
      if (life.state !== 'ended') life.dies('it would not end')
    }
    const [left] = await shared.look<{ leases: number }>(
      'select count(*) as leases from posthouse.leases where expires_at > $1 and owner = any($2)',
      [new Date(agenda.now() + 10_000), ending.map(({ life }) => life.name)],
    )
    if (left!.leases > 0) failed.add('everybody has ended, and the polling lease is still held')
  }

  async function lookAround(): Promise<Look> {
    return {
      applied: await shared.look('select chat, seq from simulated.applied order by id'),
      counters: await shared.look('select chat, value from simulated.counters'),
      saved: await shared.look('select chat, seq from simulated.saved'),
      told: await shared.look('select chat, seq from simulated.told'),
      inbox: await shared.look('select chat, payload, state from posthouse.inbox order by seq'),
      perhaps: (
        await shared.look<{ text: string }>(
          `select payload::json ->> 'text' as text from posthouse.outbox where state > 2`,
        )
      ).map(({ text }) => text),
    }
  }

  function outside(life: Life): Outside {
    return {
      fails(chat, seq) {
        const first = !shaken.has(`${chat}/${seq}`)
        shaken.add(`${chat}/${seq}`)
        return first
      },
      work: () =>
        new Promise((resolve, reject) => {
          const fails = weather.jobFails()
          agenda.after(weather.jobMs(), () =>
            life.deliver(() => (fails ? reject(new Error('the world said no')) : resolve())),
          )
        }),
    }
  }

  /** Two that both believe to be the one poller, both awake. */
  function polled(life: Life) {
    const me = all.find((process) => process.life === life)!
    if (!me.holds()) return
    const rival = running.find((one) => one !== me && one.life.state === 'running' && one.holds())
    if (rival) failed.add(`${life.name} polls while ${rival.life.name} believes that polling is its own`)
  }
}

function wordsOf({ seed, door, embedded, processes, rates, limited, mostInFlight, wildClocks }: Plan): string {
  const struck = Object.entries(rates)
    .filter(([, rate]) => rate)
    .map(([name, rate]) => (rate === true ? name : `${name} ${rate}`))
  const traits = [
    embedded ? 'embedded database' : `${processes} processes`,
    door,
    ...(limited ? ["Telegram's limits"] : []),
    ...(mostInFlight < 32 ? [`${mostInFlight} in flight`] : []),
    ...(wildClocks ? ['wild clocks'] : []),
  ]
  return `seed ${seed}: ${traits.join(', ')}; faults: ${struck.join(', ') || 'none by rate'}`
}
