import { setTimeout as delay } from 'node:timers/promises'
import multipart from '@fastify/multipart'
import { fastify } from 'fastify'
import { readParams } from './api/body.ts'
import type { Line } from './control/recorder.ts'
import { type Called, type Difference, isSame, shown } from './recording.ts'

export interface StubOptions {
  /** The bot whose part is played; may be left out when the recording knows one only. */
  bot?: string | undefined
  port?: number
  /** So long, in milliseconds, a call of the recording is waited for before what came after it is told. */
  patience?: number
}

export interface Stub {
  url: string
  /** What was called otherwise so far, in the order of the recording; what it does not hold stands last. */
  differences(): Difference[]
  /** Resolves when every update was told and every call was made, or waited for in vain. */
  ended: Promise<void>
  close(): Promise<void>
}

type Call = Extract<Line, { dir: 'call' }>
type Heard = Extract<Line, { dir: 'update' }>
const LOOK_MS = 20

/**
 * A Bot API without a world: it tells a polling bot the updates of a recording, each when what was called before it has been
 * called, and answers as it was answered then. Any token will do. A call that the recording does not hold is refused with 501.
 */
export async function openStub(lines: readonly Line[], options: StubOptions = {}): Promise<Stub> {
  const { port = 0, patience = 5000 } = options
  const tape = tapeOf(lines, options.bot)
  const calls = tape.filter((line): line is Call => line.dir === 'call')
  const made = new Map<Call, Called | undefined>()
  const strange: Called[] = []
  const ended = Promise.withResolvers<void>()
  let confirmed = 0
  let moved = performance.now()

  const app = fastify({ forceCloseConnections: true })
  app.removeAllContentTypeParsers()
  await app.register(multipart)
  app.addContentTypeParser('*', { parseAs: 'buffer' }, (_request, body, done) => done(null, body))
  app.route({
    method: ['GET', 'POST'],
    url: '/bot:token/:method',
    async handler(request, reply) {
      const { method } = request.params as { method: string }
      const params = await readParams(request)
      if (/^getupdates$/i.test(method)) {
        const { offset = 0, timeout = 0 } = params.shown() as { offset?: number; timeout?: number }
        return { ok: true, result: await heard(Number(offset), Number(timeout)) }
      }
      const was = answerTo({ method, request: params.shown() })
      return reply.code(was?.status ?? 501).send(was ? was.response : REFUSED)
    },
  })
  app.get('/file/*', async (_request, reply) =>
    reply.code(404).send({ ok: false, error_code: 404, description: 'Not Found: a recording holds no files' }),
  )
  const url = await app.listen({ host: '127.0.0.1', port })
  return {
    url,
    ended: ended.promise,
    differences: () => [
      ...calls.flatMap((call, at) => {
        const found = made.get(call)
        if (found && isSame(call, found)) return []
        return [{ at, expected: shown(call), found: found && shown(found) }]
      }),
      ...strange.map((call, index) => ({ at: calls.length + index, expected: 'nothing', found: shown(call) })),
    ],
    close: () => app.close(),
  }

  function answerTo(called: Called): Call | undefined {
    const open = calls.filter((call) => !made.has(call) && call.method.toLowerCase() === called.method.toLowerCase())
    const call = open.find((one) => isSame(one, called)) ?? open[0]
    if (call) made.set(call, called)
    else strange.push(called)
    moved = performance.now()
    return call
  }

  async function heard(offset: number, seconds: number): Promise<unknown[]> {
    confirmed = Math.max(confirmed, offset)
    const deadline = performance.now() + seconds * 1000
    for (;;) {
      const due = dueNow()
      if (due.length > 0) moved = performance.now()
      if (due.length > 0 || performance.now() >= deadline) return due
      if (performance.now() - moved > patience) skip()
      if (isOver()) ended.resolve()
      await delay(LOOK_MS)
    }
  }

  /** Up to the first call that is still to be made. */
  function dueNow(): unknown[] {
    const stop = tape.findIndex((line) => line.dir === 'call' && !made.has(line))
    return tape
      .slice(0, stop === -1 ? tape.length : stop)
      .filter((line): line is Heard => line.dir === 'update')
      .map(({ update }) => update)
      .filter((update) => idOf(update) >= confirmed)
  }

  function skip() {
    const call = calls.find((one) => !made.has(one))
    if (call) made.set(call, undefined)
    moved = performance.now()
  }

  function isOver() {
    return calls.every((call) => made.has(call)) && dueNow().length === 0
  }
}

const REFUSED = { ok: false, error_code: 501, description: 'Not Implemented: the recording holds no such call' }

const idOf = (update: unknown) => (update as { update_id: number }).update_id

function tapeOf(lines: readonly Line[], wanted: string | undefined): (Call | Heard)[] {
  const tape = lines.filter((line): line is Call | Heard => line.dir !== 'act')
  const names = [...new Set(tape.map(({ bot }) => bot))]
  const name = wanted ?? (names.length === 1 ? names[0] : undefined)
  if (name === undefined || !names.includes(name))
    throw new Error(`Whose part is to be played? The recording knows ${names.join(', ') || 'no bot'}.`)
  return tape.filter(({ bot }) => bot === name)
}
