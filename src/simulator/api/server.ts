import { STATUS_CODES } from 'node:http'
import type { Socket } from 'node:net'
import multipart from '@fastify/multipart'
import type { FastifyInstance, FastifyReply, FastifyRequest } from 'fastify'
import { OVER } from '../clock.ts'
import type { Core } from '../core.ts'
import type { BotRecord, Call } from '../types.ts'
import { keep } from '../updates/queue.ts'
import { fileAtPath } from '../world/files.ts'
import { count, millis, tell } from '../world/world.ts'
import { readParams } from './body.ts'
import { ApiError, conflict, prefixed } from './errors.ts'
import type { CallFault, Fault } from './faults.ts'
import { find, Raw } from './methods/table.ts'
import type { Params } from './params.ts'

const UPLOAD_LIMIT = 50 * 1024 * 1024
const DOWNLOAD_LIMIT = 20 * 1024 * 1024

/** The Bot API: /bot<token>/<method> and /file/bot<token>/<path>. */
export async function botApi(app: FastifyInstance, core: Core) {
  app.removeAllContentTypeParsers()
  await app.register(multipart, { limits: { fileSize: UPLOAD_LIMIT, files: 20, fieldSize: 1024 * 1024, parts: 200 } })
  app.addContentTypeParser('*', { parseAs: 'buffer', bodyLimit: UPLOAD_LIMIT }, (_request, body, done) =>
    done(null, body),
  )
  app.setErrorHandler((error, _request, reply) => {
    const failure = error instanceof ApiError ? error : httpError(error as { statusCode?: number })
    send(reply, failure.code, failed(failure))
  })
  app.route({ method: ['GET', 'POST'], url: '/bot*', handler: (request, reply) => handle(core, request, reply) })
  app.get('/file/bot*', (request, reply) => download(core, request, reply))
}

/** Of these calls only the answer suffers. */
const HAPPENS: Fault['kind'][] = ['drop-after', 'slow', 'truncate']

async function handle(core: Core, request: FastifyRequest, reply: FastifyReply) {
  const { token, method: named } = parsePath(request.raw.url ?? '', '/bot')
  const bot = authorize(core, token)
  const params = await readParams(request)
  const method = named || params.text('method')
  if ((bot.loggedOutUntil ?? 0) > millis(core.world)) throw new ApiError(400, 'Logged out', undefined, true)
  if (bot.loggedOutUntil) {
    delete bot.loggedOutUntil
    core.webhooks.restart(bot)
  }
  bot.launched ??= millis(core.world)
  const began = performance.now()
  const call = begin(core, bot, method, params)
  core.lints.call(bot, method, params, call.id)
  const fault = core.faults.next(bot.id, method, params)
  if (fault && !HAPPENS.includes(fault.kind)) return misbehave(core, call, fault, reply)

  const gone = new AbortController()
  reply.raw.on('close', () => gone.abort(OVER))
  const turn = core.webhookTurns.begin(bot, method)
  if (fault?.kind === 'slow')
    await core.world.clock.sleep(fault.ms, turn ? AbortSignal.any([gone.signal, turn.signal]) : gone.signal)
  const { status, payload } = await execute(core, bot, method, params, gone.signal, turn?.signal.aborted)
  turn?.end()
  finish(core, call, status, payload, began)
  if (fault?.kind === 'truncate') return breakOff(reply, status, payload)
  if (fault?.kind === 'drop-after') return drop(reply)
  send(reply, status, payload)
  return reply
}

/** Runs one method and makes its envelope; never throws. */
export async function execute(
  core: Core,
  bot: BotRecord,
  method: string,
  params: Params,
  gone: AbortSignal,
  isSuperseded = false,
) {
  try {
    if (isSuperseded) throw conflict('terminated by other setWebhook')
    const result = await find(method)({ ...core, bot, params, gone })
    if (result instanceof Raw) return { status: 200, payload: result.json }
    return { status: 200, payload: JSON.stringify({ ok: true, ...(isDescribed(result) ? result : { result }) }) }
  } catch (error) {
    const failure = error instanceof ApiError ? error : new ApiError(500, `the simulator failed: ${error}`)
    return { status: failure.code, payload: failed(failure) }
  }
}

const isDescribed = (result: unknown): result is { result: unknown; description: string } =>
  typeof result === 'object' && result !== null && 'description' in result && 'result' in result

const failed = (error: ApiError) =>
  JSON.stringify({
    ok: false,
    error_code: error.code,
    description: prefixed(error),
    ...(error.parameters ? { parameters: error.parameters } : {}),
  })

/** What never becomes a request: headers that are too long, or no HTTP at all. */
export function clientErrorHandler(error: Error & { code?: string }, socket: Socket) {
  const failure =
    error.code === 'HPE_HEADER_OVERFLOW'
      ? new ApiError(431, 'Request Header Fields Too Large: total headers size exceeded')
      : new ApiError(400, '')
  const body = failed(failure)
  if (!socket.writable) return socket.destroy()
  socket.end(
    `HTTP/1.1 ${failure.code} ${STATUS_CODES[failure.code]}\r\ncontent-type: application/json\r\n` +
      `content-length: ${Buffer.byteLength(body)}\r\nconnection: close\r\n\r\n${body}`,
  )
}

function send(reply: FastifyReply, status: number, payload: string) {
  const wait = status === 429 ? (JSON.parse(payload).parameters?.retry_after as number | undefined) : undefined
  if (wait !== undefined) void reply.header('retry-after', String(wait))
  void reply.code(status).header('content-type', 'application/json').send(payload)
}

export function begin(core: Core, bot: BotRecord, method: string, params: Params): Call {
  const { world } = core
  const at = world.clock.now().toISOString()
  const call: Call = { id: count(world, 'call'), at, bot: bot.id, method, request: params.shown() }
  keep(world.calls, call)
  tell(world, { type: 'call', call })
  return call
}

export function finish(core: Core, call: Call, status: number, payload: string, began: number) {
  call.status = status
  // Parsed when somebody looks: most answers nobody looks at.
  Object.defineProperty(call, 'response', { enumerable: true, configurable: true, get: () => JSON.parse(payload) })
  call.ms = Math.round((performance.now() - began) * 10) / 10
  tell(core.world, { type: 'call', call })
}

function misbehave(core: Core, call: Call, fault: Fault & CallFault, reply: FastifyReply) {
  const refuse = (error: ApiError) => {
    finish(core, call, error.code, failed(error), performance.now())
    send(reply, error.code, failed(error))
    return reply
  }
  if (fault.kind === '429')
    return refuse(new ApiError(429, `retry after ${fault.retry_after}`, { retry_after: fault.retry_after }))
  if (fault.kind === '500') return refuse(new ApiError(500, 'simulated failure'))
  call.response = { simulated_fault: fault.kind }
  const status = PAGES[fault.kind]
  if (status) call.status = status
  tell(core.world, { type: 'call', call })
  if (status) return reply.code(status).type('text/html').send(page(status))
  return fault.kind === 'hang' ? reply.hijack() : drop(reply)
}

/** What nginx says before the server has seen the call. */
const PAGES: Partial<Record<Fault['kind'], number>> = { 'html-413': 413, 'html-502': 502 }
const NAMES: Record<number, string> = { 413: 'Request Entity Too Large', 502: 'Bad Gateway' }

function page(status: number): string {
  const title = `${status} ${NAMES[status]}`
  const body = `<center><h1>${title}</h1></center>\r\n<hr><center>nginx/1.18.0</center>`
  return `<html>\r\n<head><title>${title}</title></head>\r\n<body>\r\n${body}\r\n</body>\r\n</html>\r\n`
}

/** Half of the answer, though its length was promised. */
function breakOff(reply: FastifyReply, status: number, payload: string) {
  const bytes = Buffer.from(payload)
  reply.hijack()
  reply.raw.writeHead(status, { 'content-type': 'application/json', 'content-length': bytes.length })
  reply.raw.write(bytes.subarray(0, bytes.length >> 1), () => reply.raw.socket?.destroy())
  return reply
}

function drop(reply: FastifyReply) {
  reply.hijack()
  reply.raw.socket?.destroy()
  return reply
}

/** `/bot<token>/<method>` or `/bot<token>/test/<method>`; the token may not contain a slash. */
function parsePath(url: string, prefix: string) {
  const [path = ''] = url.split(/[?#]/)
  const [token = '', ...rest] = decode(path).slice(prefix.length).split('/')
  if (rest.length === 0) throw new ApiError(404, '')
  const inTest = rest[0]?.startsWith('test') && rest.length > 1
  if (inTest && rest[0] !== 'test') throw new ApiError(404, '')
  return { token, method: (inTest ? rest.slice(1) : rest).join('/') }
}

function authorize(core: Core, token: string): BotRecord {
  const [id = '', secret] = token.split(/:(.*)/s)
  if (secret === undefined || token.startsWith('0') || token.length > 80 || token.includes('/'))
    throw new ApiError(401, 'invalid token specified')
  if (!/^-?[1-9]\d*$/.test(id)) throw new ApiError(421, 'Misdirected Request: unallowed token specified')
  if (Number(id) <= 0 || Number(id) >= 2 ** 54) throw new ApiError(401, 'invalid token specified')
  const bot = core.world.tokens.get(token)
  if (!bot) throw new ApiError(401, '')
  return bot
}

async function download(core: Core, request: FastifyRequest, reply: FastifyReply) {
  const [path = ''] = (request.raw.url ?? '').split('?')
  const [token = '', ...rest] = path.slice('/file/bot'.length).split('/')
  const bot = authorize(core, decode(token))
  const file = fileAtPath(core.world, bot, decode(rest.join('/')))
  const bytes = file && core.world.bytes.get(file.bytes)
  if (!file || !bytes || bytes.length > DOWNLOAD_LIMIT) throw new ApiError(404, '')
  return reply
    .header('content-type', 'application/octet-stream')
    .header('content-disposition', 'attachment')
    .header('x-content-type-options', 'nosniff')
    .send(bytes)
}

function decode(text: string): string {
  try {
    return decodeURIComponent(text)
  } catch {
    return text
  }
}

function httpError({ statusCode }: { statusCode?: number }): ApiError {
  if (statusCode === 413) return new ApiError(413, 'Request Entity Too Large')
  if (statusCode !== undefined && statusCode < 500) return new ApiError(400, "can't parse the request")
  return new ApiError(500, 'the simulator failed')
}
