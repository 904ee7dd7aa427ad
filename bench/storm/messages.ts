/** What the supervisor and a house say to each other. */
export type ToHouse =
  | { say: 'begin' }
  | { say: 'query'; id: number; sql: string }
  | { say: 'jump'; ms: number }
  | { say: 'resources'; id: number }
  | { say: 'stop' }

export type FromHouse =
  | { say: 'loaded' }
  | { say: 'ready'; url: string }
  | { say: 'alive' }
  | { say: 'answer'; id: number; rows?: unknown[]; error?: string }

export type Role = 'door' | 'worker' | 'all'

export interface HouseOptions {
  role: Role
  /** PostgreSQL's URL, or the folder of the embedded database. */
  database: { url: string } | { folder: string }
  /** Root of the Bot API for this life. */
  telegram: string
  tokens: Readonly<Record<'storm' | 'polled', string>>
  secret: string
  clock: { speed: number; origin: number }
  mostInFlight: number
  poolSize: number
}
