import { cpus, release, totalmem } from 'node:os'
import type { Postgres } from './postgres.ts'

/** The machine in one line: figures without it say nothing. */
export async function describeMachine(postgres: Postgres | undefined): Promise<string> {
  const processors = cpus()
  const sync = await postgres?.syncMicros()
  return [
    `${processors[0]?.model.trim() ?? 'unknown processor'}, ${processors.length} cores, ${Math.round(totalmem() / 2 ** 30)} GiB`,
    `Linux ${release()}`,
    `Node ${process.versions.node}`,
    postgres ? await postgres.about() : 'no PostgreSQL',
    ...(sync === undefined ? [] : [`one fdatasync ${sync} µs`]),
  ].join('; ')
}
