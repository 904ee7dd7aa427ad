import type { Chance } from '#testing/promise/random.ts'

/** What can go wrong on the way, and how long ways take. */
export interface Weather {
  /** From here on nothing goes wrong. */
  clearsUp(): void
  isClear(): boolean
  databaseMs(): number
  /** What goes wrong with a piece of work of at most so many statements. */
  databaseFault(statements: number): DatabaseFault | undefined
  telegramMs(): number
  telegramFault(): TelegramFault | undefined
  losesNotification(): boolean
  /** A request at a door, or its answer, is lost. */
  losesRequest(): boolean
  repeatsUpdate(): boolean
  jobMs(): number
  jobFails(): boolean
  /** Until when nothing gets through; 0 when all is well. */
  databaseDownUntil: number
  telegramDownUntil: number
}

export type DatabaseFault =
  | { kind: 'refused' }
  | { kind: 'error'; code: string; statement: number }
  | { kind: 'lost'; kept: boolean }
  | { kind: 'slow'; ms: number }

export type TelegramFault =
  | { kind: 'too many'; seconds: number }
  | { kind: 'error'; applied: boolean }
  | { kind: 'reset'; applied: boolean }
  | { kind: 'hangs'; applied: boolean }
  | { kind: 'no connection' }

export interface Rates {
  database: number
  slowDatabase: boolean
  telegram: number
  slowTelegram: boolean
  notifications: number
  requests: number
  repeats: number
  jobs: number
}

export function createWeather(rates: Rates, chance: Chance, now: () => number): Weather {
  let clear = false
  const strikes = (rate: number) => rate > 0 && !clear && chance.happens(rate)
  const weather: Weather = {
    clearsUp() {
      clear = true
      weather.databaseDownUntil = 0
      weather.telegramDownUntil = 0
    },
    isClear: () => clear,
    databaseDownUntil: 0,
    telegramDownUntil: 0,
    databaseMs: () => chance.whole(0, rates.slowDatabase && !clear ? 60 : 3),
    databaseFault(statements) {
      if (weather.databaseDownUntil > now()) return { kind: 'refused' }
      if (!strikes(rates.database)) return undefined
      const [kind] = [chance.whole(0, 6)]
      if (kind === 0) return { kind: 'refused' }
      if (kind === 1) return { kind: 'slow', ms: chance.whole(100, 25_000) }
      if (kind <= 3) return { kind: 'lost', kept: kind === 3 }
      const code = ['57P01', '40P01', '55P03', '40001'][chance.whole(0, 3)]!
      return { kind: 'error', code, statement: chance.whole(1, statements) }
    },
    telegramMs: () => chance.whole(5, rates.slowTelegram && !clear ? 2_000 : 60),
    telegramFault() {
      if (weather.telegramDownUntil > now()) return { kind: 'no connection' }
      if (!strikes(rates.telegram)) return undefined
      const applied = chance.happens(0.5)
      const kind = chance.whole(0, 4)
      if (kind === 0) return { kind: 'too many', seconds: chance.whole(1, 8) }
      if (kind === 1) return { kind: 'error', applied }
      if (kind === 2) return { kind: 'hangs', applied }
      if (kind === 3) return { kind: 'no connection' }
      return { kind: 'reset', applied }
    },
    losesNotification: () => strikes(rates.notifications),
    losesRequest: () => strikes(rates.requests),
    repeatsUpdate: () => strikes(rates.repeats),
    jobMs: () => chance.whole(5, 3_000),
    jobFails: () => strikes(rates.jobs),
  }
  return weather
}
