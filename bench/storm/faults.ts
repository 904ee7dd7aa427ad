import { setTimeout as delay } from 'node:timers/promises'
import type { Crew } from './crew.ts'
import type { Place } from './database/place.ts'
import type { Life } from './lives.ts'
import type { Pace } from './pace.ts'
import type { Step } from './plan.ts'
import { type Ledger, tally } from './telegram/ledger.ts'
import type { FakeTelegram } from './telegram/telegram.ts'

/** What the storm has done so far. */
export interface Damage {
  faults: Record<string, number>
  /** When the database could not be relied upon. */
  trouble: { from: number; to: number; why: string }[]
}

/** How long after the database is back its clients may still be finding out. */
const AFTERMATH_MS = 1_500
const MOMENT_MS = 500
const UP_MS = 5_000

/** Does what the plan says, step by step; resolves when the last step is over and everything works again. */
export async function wreak(
  steps: readonly Step[],
  damage: Damage,
  house: { crew: Crew; place: Place; telegram: FakeTelegram; jumpGraceMs: number },
  { over, reach }: Pace,
): Promise<void> {
  const { crew, place, telegram, jumpGraceMs } = house
  const running: Promise<void>[] = []
  let server: Promise<void> = Promise.resolve()
  const busy = new Set<Life>()

  for (const step of steps) {
    await reach(step.at)
    if (over.aborted) break
    running.push(take(step))
  }
  await Promise.all([...running, server])

  async function take(step: Step): Promise<void> {
    switch (step.what) {
      case 'kill':
        return kill(step)
      case 'stop':
        return stop(step)
      case 'jump':
        return jump(step)
      case 'release':
        await place.rows(RELEASE).then(
          () => tally(damage.faults, 'lease taken away'),
          () => tally(damage.faults, 'lease not taken away'),
        )
        return
      case 'intruder':
        tally(damage.faults, 'a stranger polls')
        return telegram.intrude('polled', step.ms)
      case 'ids':
        tally(damage.faults, 'update ids restarted')
        return telegram.restartIds('storm')
      default: {
        // One thing at a time is done to the database.
        server = server.then(() => hurt(step)).catch((error) => tally(damage.faults, `failed: ${step.what} ${error}`))
        return server
      }
    }
  }

  function choose(luck: number, wanted: (life: Life) => boolean = () => true): Life | undefined {
    const all = crew.now().filter((life) => !busy.has(life) && wanted(life))
    return all[luck % Math.max(1, all.length)]
  }

  /** On a slow machine a start takes long: who is up is waited for, or nothing but starts would be hit. */
  async function chooseUp(luck: number, isUp = (one: Life) => one.readyAt !== undefined): Promise<Life | undefined> {
    const end = performance.now() + UP_MS
    for (;;) {
      const life = choose(luck, isUp)
      if (life || over.aborted || performance.now() > end) return life
      await delay(20)
    }
  }

  async function kill({ moment, luck }: Step & { what: 'kill' }) {
    const isUp = (one: Life) => one.readyAt !== undefined && (moment !== 'message' || one.role !== 'door')
    const victim = await chooseUp(luck, moment === 'start' ? () => true : isUp)
    if (!victim) return tally(damage.faults, 'kill missed')
    busy.add(victim)
    if (moment === 'message' || moment === 'confirmation')
      await Promise.race([telegram.next(moment, victim.name), delay(MOMENT_MS), victim.ended])
    victim.wanted ??= 'kill'
    victim.signal('SIGKILL')
    await victim.ended
    tally(damage.faults, `kill -9 ${victim.role}`)
  }

  async function stop({ ms, luck }: Step & { what: 'stop' }) {
    const life = await chooseUp(luck)
    if (!life) return tally(damage.faults, 'stop missed')
    busy.add(life)
    const away = { from: performance.now(), to: Number.POSITIVE_INFINITY, why: 'stopped' }
    life.away.push(away)
    life.signal('SIGSTOP')
    await Promise.race([delay(ms, undefined, { signal: over }).catch(() => undefined), life.ended])
    life.signal('SIGCONT')
    away.to = performance.now() + 500
    busy.delete(life)
    tally(damage.faults, `stop ${life.role}`)
  }

  /** Two clocks that differ make every lease between them shorter, so everybody counts as away. */
  async function jump({ by, ms, luck }: Step & { what: 'jump' }) {
    const life = await chooseUp(luck)
    if (!life) return tally(damage.faults, 'clock jump missed')
    const away = {
      from: performance.now(),
      to: Number.POSITIVE_INFINITY,
      why: `clock ${by > 0 ? '+' : ''}${by / 1000} s`,
    }
    for (const one of crew.now()) one.away.push(away)
    telegram.distrust(life.name)
    life.send({ say: 'jump', ms: by })
    await Promise.race([delay(ms, undefined, { signal: over }).catch(() => undefined), life.ended])
    life.send({ say: 'jump', ms: 0 })
    away.to = performance.now() + jumpGraceMs
    tally(damage.faults, 'clock jump')
  }

  async function hurt(step: Step): Promise<void> {
    if (over.aborted) return
    const from = performance.now()
    const trouble = { from, to: Number.POSITIVE_INFINITY, why: step.what as string }
    damage.trouble.push(trouble)
    try {
      await hurtNow(step)
      tally(damage.faults, step.what === 'restart' ? `database ${step.how}` : `database ${step.what}`)
    } finally {
      trouble.to = performance.now() + AFTERMATH_MS
    }
  }

  async function hurtNow(step: Step): Promise<void> {
    const { cluster, wire } = place
    const pause = (ms: number) => delay(ms, undefined, { signal: over }).catch(() => undefined)
    if (!cluster || !wire) return
    if (step.what === 'restart') {
      await cluster.stop(step.how)
      await pause(step.down)
      await cluster.start()
    }
    if (step.what === 'connections') {
      await place.rows(
        `select pg_terminate_backend(pid) from pg_stat_activity where application_name like 'posthouse%'`,
      )
    }
    if (step.what === 'lock') {
      const seconds = step.ms / 1000
      await place.rows(
        `do $$ begin lock table ${step.table} in share row exclusive mode; perform pg_sleep(${seconds}); end $$`,
      )
    }
    if (step.what === 'latency') {
      wire.latency = step.delay
      await pause(step.ms)
      wire.latency = 0
    }
    if (step.what === 'silence') {
      wire.silent(true)
      await pause(step.ms)
      wire.silent(false)
    }
    if (step.what === 'cut') wire.cut()
    if (step.what === 'disk' && cluster.fill) {
      cluster.fill()
      await pause(step.ms)
      cluster.free()
      // A server that could not write its log has ended; sometimes it comes back by itself, sometimes not.
      await place.rows('select 1').catch(async () => {
        await delay(500)
        await place.rows('select 1').catch(async () => {
          await cluster.stop('immediate')
          await cluster.start()
        })
      })
    }
  }
}

const RELEASE = `update posthouse.leases set owner = 'nobody', epoch = epoch + 1, expires_at = storm.clock() where name like 'polling%'`

export const sum = (counts: Ledger['faults'], fits: (name: string) => boolean) =>
  Object.entries(counts).reduce((total, [name, count]) => total + (fits(name) ? count : 0), 0)
