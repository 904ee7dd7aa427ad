import { stderr } from 'node:process'
import { setTimeout as delay } from 'node:timers/promises'
import { chance } from '#testing/promise/random.ts'
import { appliedWrong } from './check/applied.ts'
import { crashedWrong, heldWrong } from './check/held.ts'
import type { Outcome } from './check/outcome.ts'
import { type Duplicates, duplicatesIn, sentWrong } from './check/sent.ts'
import { type Crew, createCrew } from './crew.ts'
import { openPglitePlace, openPostgresPlace, type Place } from './database/place.ts'
import { quickClock } from './database/quick.ts'
import { type Damage, wreak } from './faults.ts'
import type { Life } from './lives.ts'
import { type Backlog, backlogOf, lookInto } from './look.ts'
import type { Role } from './messages.ts'
import type { StormOptions } from './options.ts'
import { createPace } from './pace.ts'
import { planOf } from './plan.ts'
import { leaked, measure, POOL_SIZE } from './resources.ts'
import { createTelegram, type FakeTelegram } from './telegram/telegram.ts'
import { createTraffic } from './traffic.ts'
import { watch } from './watch.ts'

/** Clocks of the houses run ten times as fast: a lease of 30 s is over in 3 s. */
const SPEED = 10
const LEASE_MS = 30_000 / SPEED
const SECRET = 'secret_of_the_storm'
const MOST_IN_FLIGHT = 16
const ROUNDS = 3
const SAY_EVERY_MS = 10_000

export interface Report {
  outcome: Outcome
  damage: Damage
  duplicates: Duplicates
  wrong: string[]
  samples: number
  drainSeconds: number
  skipped: string[]
  /** What the processes said last. */
  printed: string
}

/** One storm: everything comes up, faults and people for so many seconds, then calm, and at the end the account. */
export async function storm(options: StormOptions, closers: (() => Promise<unknown>)[]): Promise<Report> {
  const { profile, seed, seconds, kills, rate } = options
  const skipped = ['redis: the house does not use it']
  const diskFull = options.disk && profile === 'pg'
  const places = placesOf(options)
  let houses: Crew | undefined
  const place =
    profile === 'pg'
      ? await openPostgresPlace({ diskFull, commitMs: options.commit })
      : await openPglitePlace(() => houses?.now()[0])
  closers.push(place.remove)
  if (options.disk && !place.cluster?.fill)
    skipped.push(`disk full: ${profile === 'pg' ? 'no small disk can be mounted here' : 'only on PostgreSQL'}`)

  const telegram = await createTelegram({
    bots: { storm: 'webhook', polled: 'polling' },
    secret: SECRET,
    chance: chance(seed + 1),
    doors: () => houses?.doors() ?? [],
    speed: SPEED,
  })
  closers.push(telegram.close)
  const origin = Date.now()
  if (place.cluster) await place.rows(quickClock(SPEED, origin))
  const crew = createCrew(
    places,
    (role, life) => ({
      role,
      database: place.options,
      telegram: telegram.root(life),
      tokens: { storm: telegram.token('storm'), polled: telegram.token('polled') },
      secret: SECRET,
      clock: { speed: SPEED, origin },
      mostInFlight: MOST_IN_FLIGHT,
      poolSize: POOL_SIZE,
    }),
    { spares: true },
  )
  houses = crew
  closers.push(crew.end)
  await crew.allReady(60_000)
  await recordLeases(place)
  const baseline = await measure(crew, place)
  say(`${places.join(', ')} are up; ${seconds} s of storm, seed ${seed}`)

  const pace = createPace(crew, seconds)
  const damage: Damage = { faults: {}, trouble: [] }
  const traffic = createTraffic(telegram, chance(seed + 2), options.poison)
  const watching = watch(
    place,
    telegram.ledger,
    () => isWell(crew, damage),
    () => options.first && pace.end(),
  )
  telegram.weather.calm = false
  const plan = planOf({
    profile,
    seed,
    seconds,
    kills,
    leaseMs: LEASE_MS,
    diskFull: place.cluster?.fill !== undefined,
    fury: options.fury,
    jumps: options.jumps,
  })
  const steps = options.only ? plan.filter(({ what }) => options.only?.includes(what)) : plan
  const writing = traffic.run(rate, pace)
  await wreak(steps, damage, { crew, place, telegram, jumpGraceMs: LEASE_MS + 1_000 }, pace)
  await writing
  telegram.weather.calm = true
  for (const life of crew.now()) life.send({ say: 'jump', ms: 0 })
  say(`calm after ${telegram.ledger.written.length} updates and ${JSON.stringify(damage.faults)}`)

  const calmAt = performance.now()
  const left = await drain(place, telegram, options.drain)
  const wrong: string[] = left ? [`I11 after ${options.drain} s of calm there is left ${left}`] : []
  const drainSeconds = (performance.now() - calmAt) / 1000
  for (let round = 1; !left && wrong.length === 0 && round <= ROUNDS; round += 1) {
    // Who was forgotten without leaving a trace shows when everybody writes again.
    traffic.everybody()
    const still = await drain(place, telegram, options.drain)
    if (still) wrong.push(`I11 ${options.drain} s after everybody has written once more there is left ${still}`)
  }
  await watching.end()
  if (!left) wrong.push(...(await leaked(crew, place, baseline)))
  const lookedAt = performance.now()
  const found = await readable(place)
  const outcome: Outcome = {
    ...found,
    atRest: wrong.every((sentence) => !sentence.startsWith('I11')),
    lookedAt,
    ledger: telegram.ledger,
    lives: crew.lives,
    trouble: damage.trouble,
    mostInFlight: MOST_IN_FLIGHT,
    leases: await leasesOf(place),
  }
  wrong.push(...watching.wrong, ...refusedAtTheDoor(outcome))
  wrong.push(...appliedWrong(outcome), ...sentWrong(outcome), ...heldWrong(outcome), ...crashedWrong(outcome))
  const printed = crew.lives.map((life) => `--- ${life.name} (${life.exit ?? 'alive'})\n${life.printed()}`).join('\n')
  return {
    outcome,
    damage,
    duplicates: duplicatesIn(outcome),
    wrong,
    samples: watching.samples,
    drainSeconds,
    skipped,
    printed,
  }
}

/** Somebody is up who can send, and the database is there. */
function isWell(crew: Crew, { trouble }: Damage): boolean {
  const now = performance.now()
  const isUp = (life: Life) =>
    life.role !== 'door' && life.readyAt !== undefined && !life.away.some(({ to }) => to > now)
  return crew.now().some(isUp) && !trouble.some(({ to }) => to > now)
}

export const say = (sentence: string) => stderr.write(`storm ${(performance.now() / 1000).toFixed(1)}: ${sentence}\n`)

function placesOf({ profile, workers, doors, alls }: StormOptions): Role[] {
  if (profile === 'pglite') return ['all']
  const many = (role: Role, count: number) => Array.from({ length: count }, () => role)
  return [...many('door', doors), ...many('worker', workers), ...many('all', alls)]
}

/** Resolves to what is left when the time is over, or to undefined when everything has come to rest. */
async function drain(place: Place, telegram: FakeTelegram, seconds: number): Promise<string | undefined> {
  const end = performance.now() + seconds * 1000
  let left: (Backlog & { unconfirmed: number }) | string = 'nobody to ask'
  let restful = 0
  let toldAt = performance.now()
  while (performance.now() < end) {
    try {
      left = { ...(await backlogOf(place)), unconfirmed: telegram.unconfirmed() }
      restful = Object.values(left).every((count) => count === 0) ? restful + 1 : 0
      if (restful === 2) return undefined
    } catch (error) {
      left = String(error)
    }
    if (performance.now() - toldAt > SAY_EVERY_MS) {
      toldAt = performance.now()
      say(`there is left ${JSON.stringify(left)}`)
    }
    await delay(100)
  }
  return JSON.stringify(left)
}

async function readable(place: Place) {
  for (let tries = 1; ; tries += 1) {
    try {
      return await lookInto(place)
    } catch (error) {
      if (tries === 20) throw error
      await delay(500)
    }
  }
}

/** The database itself writes down every new holder: a sample could miss one that lived for a moment. */
async function recordLeases(place: Place): Promise<void> {
  if (!place.cluster) return
  await place.rows(`
    create table storm.leases (epoch bigint not null, pid integer not null, at double precision not null);
    create function storm.note_lease() returns trigger language plpgsql as $$ begin
      if new.name like 'polling%' and (tg_op = 'INSERT' or new.epoch <> old.epoch) then
        insert into storm.leases values (new.epoch,
          case when new.owner = 'nobody' then 0 else (new.holder::json ->> 'pid')::int end, extract(epoch from clock_timestamp()) * 1000);
      end if;
      return new;
    end $$;
    create trigger note_lease after insert or update on posthouse.leases for each row execute function storm.note_lease();
    insert into storm.leases select epoch, (holder::json ->> 'pid')::int, 0
      from posthouse.leases where name like 'polling%'`)
}

async function leasesOf(place: Place): Promise<Outcome['leases']> {
  if (!place.cluster) return []
  const rows = await place.rows<Outcome['leases'][number]>('select epoch, pid, at from storm.leases order by at')
  return rows.map((row) => ({ ...row, at: row.at - performance.timeOrigin }))
}

/** Every update we send is a good one, and the secret is right: a 4xx would make Telegram drop it in the end. A door that was stopped in the middle of a request answers 408, once. */
const refusedAtTheDoor = ({ ledger }: Outcome) =>
  Object.entries(ledger.doorAnswers)
    .filter(([status]) => status.startsWith('4') && status !== '408')
    .map(([status, times]) => `I1 a door answered ${status} to a good update ${times} times`)
