import { type Database, Issued, type Queryable, type Rows } from '#platform/db/database.ts'
import type { Chance } from '#testing/promise/random.ts'
import type { Agenda } from './agenda.ts'
import { idleAnswers } from './idle.ts'
import type { Life } from './life.ts'
import type { Mutant } from './mutants.ts'
import type { Store } from './store.ts'
import type { DatabaseFault, Weather } from './weather.ts'

/** One database for all simulated processes. Transactions follow each other whole: there is one session. */
export interface SharedDatabase {
  /** The database as one process sees it. `crash` counts its statements down; at 0 it dies in the middle. */
  forLife(life: Life, kind: 'postgres' | 'pglite'): Database & { crash: { statements: number } }
  /** A look from outside, between transactions. */
  look<Row>(text: string, values?: readonly unknown[]): Promise<Row[]>
}

export interface SharedDatabaseOptions {
  store: Store
  agenda: Agenda
  chance: Chance
  weather: Weather
  mutant: Mutant | undefined
  say(who: string, words: string): void
}

const OWN_CLOCK = 'clock_timestamp()'

const never = () => new Promise<never>(() => undefined)

export function shareDatabase({ store, agenda, chance, weather, mutant, say }: SharedDatabaseOptions): SharedDatabase {
  const { session } = store
  const listeners: { life: Life; channel: string; heard(payload: string): void }[] = []
  const idle = idleAnswers(store, agenda)
  let last: Promise<void> = Promise.resolve()

  return { forLife, look: (text, values) => look(text, values) }

  /** The session is used by one at a time, in the order in which they asked. */
  async function enter(): Promise<() => void> {
    const before = last
    let leave = () => {}
    last = new Promise((resolve) => {
      leave = () => {
        agenda.touch()
        resolve()
      }
    })
    await before
    return leave
  }

  async function look<Row>(text: string, values?: readonly unknown[]): Promise<Row[]> {
    const leave = await agenda.during(enter())
    try {
      return (await agenda.during(session.query<Row>(text, values))).rows
    } finally {
      leave()
    }
  }

  function forLife(life: Life, kind: 'postgres' | 'pglite') {
    const crash = { statements: Number.POSITIVE_INFINITY }
    const way = (happens: () => void) => agenda.after(weather.databaseMs(), happens)

    /** Carries a piece of work to the database and its answer back, through all that can go wrong on the way. */
    function carry<T>(
      work: (fault: DatabaseFault | undefined) => Promise<T>,
      fault: DatabaseFault | undefined,
    ): Promise<T> {
      if (life.isDead()) return never()
      return new Promise<T>((resolve, reject) => {
        way(() => {
          if (fault?.kind === 'refused') return back(() => reject(failure('57P01')), fault)
          void work(fault).then(
            (result) => back(() => resolve(result), fault),
            (error) => (error instanceof Died ? undefined : back(() => reject(error), fault)),
          )
        })
      })
    }

    function back(answer: () => void, fault: DatabaseFault | undefined) {
      const arrive = () =>
        life.deliver(() => {
          if (fault) life.troubledAt.push(agenda.now())
          answer()
        })
      if (fault?.kind === 'slow') agenda.after(fault.ms, arrive)
      else way(arrive)
    }

    /** Counts a statement; dead from here on when it was the last one. */
    function dying(): boolean {
      crash.statements -= 1
      if (crash.statements <= 0) life.dies('at a statement')
      return life.isDead()
    }

    async function single<Row>(text: string, values: readonly unknown[] = []): Promise<Rows<Row>> {
      const fault = faultFor(life, 1)
      const changed = timed(mutant?.sql?.(text) ?? text)
      return carry<Rows<Row>>(async () => {
        const leave = await enter()
        try {
          if (life.isDead()) throw new Died()
          if (fault?.kind === 'error') throw failure(fault.code)
          if (fault?.kind === 'lost' && !fault.kept) throw failure('ECONNRESET')
          const known = await idle.answer<Row>(changed, values)
          if (known) return known
          if (dying() && chance.happens(0.5)) throw new Died()
          const rows = await agenda.during(session.query<Row>(changed, values))
          await idle.learn(changed, values, rows)
          idle.written(changed, rows)
          if (fault?.kind === 'lost') throw failure('ECONNRESET')
          return rows
        } finally {
          leave()
        }
      }, fault)
    }

    async function transaction<T>(work: (transaction: Queryable) => Promise<T | Issued<T>>): Promise<T> {
      const fault = faultFor(life, 12)
      return carry<T>(async () => {
        let leave = await enter()
        // A process that is stopped between its BEGIN and its first statement holds no lock.
        while (life.state === 'paused') {
          leave()
          await life.awake()
          leave = await enter()
        }
        if (life.isDead()) {
          leave()
          throw new Died()
        }
        const open = openTransaction(fault)
        const ended = new Promise<never>((_, reject) => life.whenDead(() => reject(new Died())))
        ended.catch(() => undefined)
        try {
          const worked = await Promise.race([work(open.queryable), ended])
          const answers = worked instanceof Issued ? worked.result : Promise.resolve(worked)
          answers.catch(() => undefined)
          await Promise.race([open.answered(), ended])
          // A statement that failed says why; the COMMIT behind it would only say that nothing was kept.
          if (open.isBroken()) await Promise.race([answers, ended])
          await open.commit()
          const result = await Promise.race([answers, ended])
          if (open.isLost()) throw failure('ECONNRESET')
          return result
        } catch (error) {
          await open.rollback()
          if (life.isDead()) throw new Died()
          throw error
        } finally {
          leave()
        }
      }, fault)
    }

    function openTransaction(fault: DatabaseFault | undefined) {
      let tail: Promise<unknown> = Promise.resolve()
      let began = false
      let broken = false
      let gone = false
      let over = false
      let count = 0
      const writes: [text: string, rows: Rows<unknown>][] = []
      const real = async () => {
        if (!began) await agenda.during(session.query('begin'))
        began = true
      }
      async function statement<Row>(text: string, values: readonly unknown[] = []): Promise<Rows<Row>> {
        if (gone) throw failure('ECONNRESET')
        count += 1
        const changed = timed(mutant?.sql?.(text) ?? text)
        const known = !began && fault?.kind !== 'error' ? await idle.answer<Row>(changed, values) : undefined
        if (known) return known
        if (dying()) throw new Died()
        if (fault?.kind === 'error' && count === fault.statement) {
          if (fault.code === '57P01') {
            gone = true
            if (began) await agenda.during(session.query('rollback'))
            began = false
            throw failure(fault.code)
          }
          await real()
          broken = true
          const failed = `do $$ begin raise exception 'simulated' using errcode = '${fault.code}'; end $$`
          await agenda.during(session.query(failed))
        }
        await real()
        try {
          const rows = await agenda.during(session.query<Row>(changed, values))
          if (/^rollback to/i.test(text)) broken = false
          if (writes.length === 0) await idle.learn(changed, values, rows)
          writes.push([changed, rows])
          return rows
        } catch (error) {
          broken = true
          throw error
        }
      }
      const queryable: Queryable = {
        query<Row>(text: string, values?: readonly unknown[]) {
          if (life.isDead()) return never()
          if (over) return Promise.reject(new Error('The transaction is over.'))
          const answer = tail.then(() => (life.isDead() ? never() : statement<Row>(text, values)))
          tail = answer.catch(() => undefined)
          return answer
        },
      }
      return {
        queryable,
        answered: () => tail,
        isBroken: () => broken || gone,
        isLost: () => gone || fault?.kind === 'lost',
        async commit() {
          await tail
          over = true
          if (gone) throw failure('ECONNRESET')
          if (!began) return
          if (broken) throw new Error('The transaction was broken by a failed statement; nothing of it was kept.')
          if (dying() && chance.happens(0.5)) throw new Died()
          if (fault?.kind === 'lost' && !fault.kept) return
          await agenda.during(session.query('commit'))
          began = false
          for (const [text, rows] of writes) idle.written(text, rows)
          if (life.isDead()) say(life.name, 'had committed, and never knew')
        },
        /** What was issued behind a statement that failed stands in line before the ROLLBACK, and fails. */
        async rollback() {
          over = true
          if (!life.isDead()) await tail
          if (!began) return
          await agenda.during(session.query(mutant?.keepsBroken && !broken ? 'commit' : 'rollback'))
          began = false
          for (const [text, rows] of writes) idle.written(text, rows)
        },
      }
    }

    return {
      kind,
      crash,
      query: single,
      inLine: single,
      transaction,
      async listen(channel: string, heard: (payload: string) => void) {
        listeners.push({ life, channel, heard })
      },
      async notify(channel: string, payload: string) {
        if (life.isDead()) return never()
        for (const listener of listeners) {
          if (listener.channel !== channel || weather.losesNotification()) continue
          way(() => listener.life.deliver(() => listener.heard(payload)))
        }
      },
      usage: () => 0,
      close: async () => undefined,
    }
  }

  /** The database's own clock shows simulated time. */
  function timed(text: string): string {
    if (!text.includes(OWN_CLOCK)) return text
    return text.replaceAll(OWN_CLOCK, `timestamptz '${new Date(agenda.now()).toISOString()}'`)
  }

  function faultFor(life: Life, statements: number): DatabaseFault | undefined {
    const fault = weather.databaseFault(statements)
    if (fault && !life.isDead()) {
      say(life.name, `database: ${wordsOf(fault)}`)
      life.troubledAt.push(agenda.now())
    }
    return fault
  }
}

function wordsOf(fault: DatabaseFault): string {
  switch (fault.kind) {
    case 'refused':
      return 'refuses the connection'
    case 'error':
      return `fails with ${fault.code} at statement ${fault.statement}`
    case 'lost':
      return `the answer is lost, ${fault.kept ? 'after' : 'before'} the commit`
    case 'slow':
      return `answers ${fault.ms} ms late`
  }
}

class Died extends Error {}

const failure = (code: string) => Object.assign(new Error(`simulated ${code}`), { code })
