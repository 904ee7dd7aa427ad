import { stderr } from 'node:process'
import type { Ground } from './ground.ts'

export interface Greeting {
  role: string
  bots: readonly string[]
  /** Where the simulator's page is. */
  page: string | undefined
  seconds: number
}

const CAUTION =
  '  The embedded database survives the end of the process, not of the power. Use DATABASE_URL in production.\n'

/** Tells the log and the person at the keyboard that the house is open. */
export function greet({ config, log, database }: Ground, { role, bots, page, seconds }: Greeting) {
  log.info('ready', { role, bots, database: database.kind, simulated: page !== undefined, seconds })
  const where = page ? `open ${page} in your browser` : `${bots.join(', ')} on port ${config.house.PORT}`
  stderr.write(`posthouse ready in ${seconds.toFixed(1)} s: ${where}\n${database.kind === 'pglite' ? CAUTION : ''}`)
}
