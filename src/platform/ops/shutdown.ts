import type { Log } from './log.ts'
import type { Part } from './loop.ts'

const GRACE_MS = 30_000

export interface Running {
  /** Resolves when a signal asked for the end, and everything has ended. Resolves to the exit code. */
  ended: Promise<number>
  stop(reason: string): void
}

/**
 * Runs parts until SIGTERM or SIGINT. Then `draining` is called, no new work is taken, what runs may finish (30 s), and
 * `close` lets go of the rest. A second signal ends at once. A part that fails ends the process: it is started anew.
 */
export function runParts(options: {
  parts: readonly Part[]
  log: Log
  draining(): void
  close(): Promise<void>
  report(error: unknown): Promise<void>
}): Running {
  const { parts, log } = options
  const controller = new AbortController()
  let resolveEnd: (code: number) => void
  const ended = new Promise<number>((resolve) => {
    resolveEnd = resolve
  })
  const running = Promise.all(
    parts.map((part) => part.run(controller.signal).catch((error) => crash(error, part.name))),
  )

  async function crash(error: unknown, where: string) {
    log.error('crashed', error, { where })
    await options.report(error)
    resolveEnd(1)
  }

  function stop(reason: string) {
    if (controller.signal.aborted) return resolveEnd(1)
    log.info('stopping', { reason })
    options.draining()
    controller.abort()
    const late = setTimeout(() => {
      log.warn('stop_forced', { after_ms: GRACE_MS })
      resolveEnd(1)
    }, GRACE_MS)
    late.unref()
    running
      .then(() => options.close())
      .then(() => {
        log.info('stopped')
        resolveEnd(0)
      })
      .catch((error) => crash(error, 'stop'))
  }

  process.on('SIGTERM', () => stop('SIGTERM'))
  process.on('SIGINT', () => stop('SIGINT'))
  process.on('uncaughtException', (error) => void crash(error, 'uncaught'))
  process.on('unhandledRejection', (error) => void crash(error, 'unhandled'))
  return { ended, stop }
}
