import { parseArgs } from 'node:util'

export interface StormOptions {
  profile: 'pg' | 'pglite'
  seed: number
  seconds: number
  kills: number
  workers: number
  doors: number
  /** Processes that are both; some seeds have one of them. */
  alls: number
  /** Updates a second. */
  rate: number
  /** One bad update in so many. */
  poison: number
  /** Milliseconds that a commit takes on PostgreSQL, at most 100. */
  commit: number
  /** Seconds in which everything has to come to rest. */
  drain: number
  /** The database lies on a small disk, which is filled once. */
  disk: boolean
  /** Kinds of steps to keep of the plan; all when left out. */
  only?: string[]
  /** How wrong clocks are set: up to 45 s, or up to an hour. */
  jumps: 'small' | 'big'
  /** So many times as many faults as usual, beside the kills. */
  fury: number
  /** Ends the storm when the first thing is seen to be wrong. */
  first: boolean
  /** Prints what the processes said, when something was wrong. */
  verbose: boolean
}

export const USAGE = `npm run storm -- [--profile pg|pglite] [--seconds 60] [--kills 60] [--seed N]
  [--workers 3] [--doors 2] [--all N] [--rate 40] [--poison 97] [--commit 2] [--drain 60] [--disk yes|no] [--only kill,stop,…] [--fury 1] [--jumps small|big] [--first] [--verbose]`

export function readOptions(args: string[]): StormOptions {
  const { values } = parseArgs({
    args,
    options: {
      profile: { type: 'string', default: 'pg' },
      seconds: { type: 'string', default: '60' },
      kills: { type: 'string' },
      seed: { type: 'string' },
      workers: { type: 'string', default: '3' },
      doors: { type: 'string', default: '2' },
      all: { type: 'string' },
      rate: { type: 'string' },
      poison: { type: 'string', default: '97' },
      commit: { type: 'string', default: '2' },
      drain: { type: 'string', default: '60' },
      disk: { type: 'string' },
      only: { type: 'string' },
      jumps: { type: 'string', default: 'small' },
      fury: { type: 'string', default: '1' },
      first: { type: 'boolean', default: false },
      verbose: { type: 'boolean', default: false },
      help: { type: 'boolean', default: false },
    },
  })
  const { profile } = values
  if (values.help) throw new Error(USAGE)
  if (profile !== 'pg' && profile !== 'pglite') throw new Error(`There is no profile "${profile}".\n${USAGE}`)
  const whole = (name: string, text: string, least: number) => {
    const number = Number(text)
    if (!Number.isSafeInteger(number) || number < least)
      throw new Error(`--${name} wants a whole number from ${least}.\n${USAGE}`)
    return number
  }
  const seed = values.seed === undefined ? Math.floor(Math.random() * 1e9) : whole('seed', values.seed, 0)
  const seconds = whole('seconds', values.seconds, 1)
  return {
    profile,
    seed,
    seconds,
    kills: values.kills === undefined ? seconds : whole('kills', values.kills, 0),
    workers: whole('workers', values.workers, 0),
    doors: whole('doors', values.doors, 0),
    alls: values.all === undefined ? (seed % 3 === 0 ? 1 : 0) : whole('all', values.all, 0),
    rate: values.rate === undefined ? (profile === 'pg' ? 40 : 20) : whole('rate', values.rate, 1),
    poison: whole('poison', values.poison, 2),
    commit: Math.min(100, whole('commit', values.commit, 0)),
    drain: whole('drain', values.drain, 1),
    disk: values.disk === undefined ? seed % 4 === 1 : values.disk === 'yes',
    ...(values.only === undefined ? {} : { only: values.only.split(',') }),
    jumps: values.jumps === 'big' ? 'big' : 'small',
    fury: whole('fury', values.fury, 1),
    first: values.first,
    verbose: values.verbose,
  }
}
