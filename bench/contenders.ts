import { execFileSync } from 'node:child_process'
import { fileURLToPath } from 'node:url'

/** What is measured. All speak the protocol of bench/README.md and do the same work. */
export interface Contender {
  name: string
  door: 'webhook' | 'polling'
  command: readonly string[]
  env?: Readonly<Record<string, string>>
  /** What a kill -9 leaves: nothing; the counter; or counter, updates and answers. */
  keeps: 'nothing' | 'session' | 'everything'
  /** Runs on the benchmark's PostgreSQL. */
  postgres?: true
  /** The sum of all counters in that database. */
  counted?: string
  /** Why it cannot run here. */
  missing?: string
  /** Slow ones get this share of the updates. */
  share?: number
}

const PYTHON = '/usr/bin/python3'
const file = (path: string) => fileURLToPath(new URL(path, import.meta.url))
const node = (path: string) => [process.execPath, file(path)]

const posthouse = { command: node('./bots/posthouse.ts'), keeps: 'everything' } as const
const grammy = { command: node('./peers/grammy.ts') }
const telegraf = { command: node('./peers/telegraf.ts') }
const memory = { keeps: 'nothing' } as const
const grammyStored = {
  ...grammy,
  keeps: 'session',
  postgres: true,
  counted: `select sum((value::json->>'n')::bigint) as n from sessions`,
  share: 0.6,
} as const
const posthouseStored = {
  ...posthouse,
  postgres: true,
  counted: `select sum((data::json->'counter'->>'n')::bigint) as n from posthouse.sessions`,
} as const

export const contenders = (): Contender[] => [
  { name: 'Posthouse, PostgreSQL', door: 'webhook', ...posthouseStored },
  { name: 'Posthouse, PGlite', door: 'webhook', ...posthouse },
  { name: 'grammY, memory', door: 'webhook', ...grammy, ...memory },
  { name: 'grammY, PostgreSQL', door: 'webhook', ...grammyStored },
  { name: 'Telegraf, memory', door: 'webhook', ...telegraf, ...memory },
  {
    name: 'Telegraf, PostgreSQL',
    door: 'webhook',
    ...telegraf,
    keeps: 'session',
    postgres: true,
    counted: `select sum((session::json->>'n')::bigint) as n from telegraf_sessions`,
    share: 0.6,
  },
  { name: 'gramio, memory', door: 'webhook', command: node('./peers/gramio.ts'), ...memory },
  {
    name: 'python-telegram-bot 13.15, memory',
    door: 'webhook',
    command: [PYTHON, file('./peers/ptb.py')],
    ...memory,
    share: 0.25,
    ...withoutPython(),
  },
  { name: 'Posthouse, PostgreSQL', door: 'polling', ...posthouseStored, env: { MODE: 'poll' } },
  { name: 'Posthouse, PGlite', door: 'polling', ...posthouse, env: { MODE: 'poll' } },
  { name: 'grammY, memory', door: 'polling', ...grammy, ...memory, env: { MODE: 'poll' } },
  { name: 'grammY runner, memory', door: 'polling', ...grammy, ...memory, env: { MODE: 'poll', RUNNER: '1' } },
  { name: 'grammY runner, PostgreSQL', door: 'polling', ...grammyStored, env: { MODE: 'poll', RUNNER: '1' } },
]

/** What the others are compared with, by door: nothing durable at all, and the same framework with its own storage. */
export const YARDSTICKS = {
  webhook: { memory: 'grammY, memory', stored: 'grammY, PostgreSQL' },
  polling: { memory: 'grammY runner, memory', stored: 'grammY runner, PostgreSQL' },
} as const

function withoutPython(): { missing?: string } {
  try {
    execFileSync(PYTHON, ['-c', 'import telegram.ext'], { stdio: 'ignore' })
    return {}
  } catch {
    return { missing: 'not installed: apt-get install python3-python-telegram-bot' }
  }
}
