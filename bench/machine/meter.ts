import { cpuMicros, familyCpuMicros, machineCpuMicros } from './proc.ts'

export interface Used {
  /** Microseconds of processor time. */
  bot: number
  postgres: number
  own: number
  /** What processes took that have nothing to do with it, as a share of one core. */
  otherCores: number
}

/** Reads the processors' time now, and at the call what has been added since. */
export function startMeter(bot: number, postgres: number | undefined): () => Used {
  const read = () => {
    const { user, system } = process.cpuUsage()
    return {
      micros: performance.now() * 1000,
      machine: machineCpuMicros(),
      bot: cpuMicros(bot),
      postgres: postgres ? familyCpuMicros(postgres) : 0,
      own: user + system,
    }
  }
  const before = read()
  return () => {
    const now = read()
    const [bot, postgres, own] = [now.bot - before.bot, now.postgres - before.postgres, now.own - before.own]
    const others = now.machine - before.machine - bot - postgres - own
    return { bot, postgres, own, otherCores: Math.max(0, others) / (now.micros - before.micros) }
  }
}
