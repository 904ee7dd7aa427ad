import type { Queryable } from './database.ts'

/** The channel on which processes tell each other that there is work. */
export const WORK = 'posthouse_work'

/** Within a transaction the others hear of it at its commit. Nothing depends on it: every process also looks by itself. */
export const wakeAll = (target: Queryable) => target.query('select pg_notify($1, $2)', [WORK, ''])
