/**
 * The wish to stop, heard from the first moment of the process on: aborted by SIGTERM or SIGINT, its reason is the signal's
 * name. A second signal ends the process at once, with 1.
 */
export function stopSignals(): AbortSignal {
  const asked = new AbortController()
  for (const name of ['SIGTERM', 'SIGINT'] as const) {
    process.on(name, () => (asked.signal.aborted ? process.exit(1) : asked.abort(name)))
  }
  return asked.signal
}

/** The process was asked to stop before it was ready. */
export class Interrupted extends Error {
  override readonly name = 'Interrupted'
}

/** One step of the start: its result, or `Interrupted` as soon as somebody asks for the end. */
export async function step<T>(asked: AbortSignal, work: Promise<T>): Promise<T> {
  const stopped = Promise.withResolvers<never>()
  const stop = () => stopped.reject(new Interrupted('Stopped before it was ready.'))
  asked.addEventListener('abort', stop, { once: true })
  if (asked.aborted) stop()
  try {
    return await Promise.race([work, stopped.promise])
  } catch (error) {
    // What was under way fails because of the end that was asked for: that is not a crash.
    throw asked.aborted ? new Interrupted('Stopped before it was ready.', { cause: error }) : error
  } finally {
    asked.removeEventListener('abort', stop)
  }
}
