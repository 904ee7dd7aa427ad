import type { FastifyInstance, FastifyReply, FastifyRequest } from 'fastify'
import type { Clock } from '../../clock.ts'
import { createExchanges, type Effect, type Exchange } from '../exchanges.ts'
import type { COMMON_TROUBLES, Trouble } from '../troubles.ts'
import { createAccount, EMAIL, type ServiceAccount, shownForm } from './account.ts'
import { act } from './act.ts'
import type { Spreadsheet } from './book.ts'
import { createBook } from './create-book.ts'
import { failure, narrowScope, noToken, overQuota, Refused, type SHEETS_TROUBLES, wrongToken } from './errors.ts'
import { masked } from './mask.ts'
import { isWriting, readOperation } from './operations.ts'
import { pageRows } from './page-rows.ts'
import { getValues } from './read-values.ts'

/** What goes wrong with the next requests. `path` may be a part of the path, such as `:append` or `/token`. */
export type SheetsFault = Trouble<(typeof COMMON_TROUBLES)[number] | (typeof SHEETS_TROUBLES)[number]>

export interface SheetsState {
  books: Spreadsheet[]
  requests: Exchange[]
  /** Whether 60 reads and 60 writes a minute are all that is allowed. */
  limited: boolean
}

export const SHEETS_NOTE = 'A stand-in for Google Sheets. Formulas are kept as text and never calculated.'
/** A spreadsheet that is there from the beginning, shared with the service account. */
export const FIRST_SPREADSHEET = 'simulated-spreadsheet-1'

const PER_MINUTE = 60
const MINUTE = 60_000
const MOST_BYTES = 10 * 1024 * 1024

/** A small sheets.googleapis.com: spreadsheets, their values, and the service account that may see them. */
export function createSheets(options: {
  clock: Clock
  url: () => string
  changed: () => void
  saved: SheetsState | undefined
}) {
  const first = () => createBook(FIRST_SPREADSHEET, { properties: { title: 'Simulated spreadsheet' } })
  const state: SheetsState = options.saved ?? { books: [first()], requests: [], limited: false }
  const account = createAccount(options)
  const exchanges = createExchanges<SheetsFault['kind']>({
    clock: options.clock,
    changed: options.changed,
    saved: state.requests,
    failure,
  })
  const spent: Record<'Read' | 'Write', number[]> = { Read: [], Write: [] }

  async function handle(request: FastifyRequest, reply: FastifyReply) {
    const [path = '', query = ''] = (request.raw.url ?? '').slice('/sheets'.length).split('?')
    const body = Buffer.isBuffer(request.body) ? request.body.toString('utf8') : ''
    const params = new URLSearchParams(query)
    const form = new URLSearchParams(body)
    const isToken = path === '/token'
    return exchanges.handle(request, reply, {
      path: readable(path),
      asked: isToken ? shownForm(form) : shownRequest(params, body),
      effect: () => labelled(isToken ? account.exchange(form) : answered(request, path, params, body)),
    })
  }

  function answered(request: FastifyRequest, path: string, params: URLSearchParams, body: string): Effect {
    try {
      const operation = readOperation(request.method, path)
      const token = /^Bearer (.+)$/i.exec(request.headers.authorization ?? '')?.[1]
      if (token === undefined) throw noToken()
      const holder = account.holder(token)
      if (!holder) throw wrongToken()
      if (isWriting(operation) && !holder.canWrite) throw narrowScope()
      spend(isWriting(operation) ? 'Write' : 'Read')
      return {
        status: 200,
        json: masked(act(state.books, options.url(), operation, params, readJson(body)), params.get('fields')),
      }
    } catch (error) {
      if (error instanceof Refused) return error.answer
      throw error
    }
  }

  function spend(kind: 'Read' | 'Write') {
    if (!state.limited) return
    const now = options.clock.now().getTime()
    spent[kind] = spent[kind].filter((at) => at > now - MINUTE)
    if (spent[kind].length >= PER_MINUTE) throw overQuota(kind)
    spent[kind].push(now)
  }

  return {
    /** The key file of the service account, whose `token_uri` is here. */
    serviceAccount: (): ServiceAccount => account.json(),
    /** A spreadsheet that is there from the beginning, shared with the account. */
    spreadsheet: FIRST_SPREADSHEET,
    /** What stands in a range, such as `Sheet1!A1:B2`, as it is shown. */
    values(range: string, spreadsheet = FIRST_SPREADSHEET): string[][] {
      const book = state.books.find(({ id }) => id === spreadsheet)
      if (!book) throw new Error(`There is no spreadsheet ${spreadsheet}.`)
      return (getValues(book, range, new URLSearchParams()).values ?? []) as string[][]
    },
    /** Shares a spreadsheet with the service account, or takes it away; false when there is none of this id. */
    share(spreadsheet: string, shared: boolean): boolean {
      const book = state.books.find(({ id }) => id === spreadsheet)
      if (book) book.shared = shared
      options.changed()
      return book !== undefined
    },
    /** Allows 60 reads and 60 writes a minute, as Google does. */
    limit(limited: boolean) {
      state.limited = limited
      options.changed()
    },
    fault(fault: SheetsFault) {
      exchanges.faults.add(fault)
      options.changed()
    },
    clearFaults() {
      exchanges.faults.clear()
      options.changed()
    },
    faults: () => exchanges.faults.waiting(),
    /** Everything that was asked, oldest first. */
    get requests(): readonly Exchange[] {
      return exchanges.requests
    },
    page: () => ({ account: EMAIL, limited: state.limited, spreadsheets: state.books.map(pageRows) }),
    async routes(app: FastifyInstance) {
      app.removeAllContentTypeParsers()
      app.addContentTypeParser('*', { parseAs: 'buffer', bodyLimit: MOST_BYTES }, (_request, body, done) =>
        done(null, body),
      )
      app.setErrorHandler((_error, _request, reply) => reply.code(500).send(failure({ kind: '500' })?.json))
      app.post('/sheets/token', handle)
      app.all('/sheets/v4/*', handle)
    },
    save: (): SheetsState => ({ ...state, requests: exchanges.saved() }),
  }
}

export type SheetsStandIn = ReturnType<typeof createSheets>

const labelled = (effect: Effect): Effect => ({
  ...effect,
  headers: { 'x-simulated': 'no spreadsheet leaves this machine', ...effect.headers },
})

function readJson(body: string): Record<string, unknown> {
  if (body.trim() === '') return {}
  try {
    const value: unknown = JSON.parse(body)
    if (typeof value === 'object' && value !== null && !Array.isArray(value)) return value as Record<string, unknown>
  } catch {
    // told below
  }
  throw new Refused(400, 'Invalid JSON payload received. Unexpected token.')
}

function shownRequest(params: URLSearchParams, body: string): unknown {
  const query = Object.fromEntries(
    [...new Set(params.keys())]
      .filter((name) => !/token|key/.test(name))
      .map((name) => [name, params.getAll(name).join(', ')]),
  )
  let json: unknown = body
  try {
    json = JSON.parse(body)
  } catch {
    // shown as it came
  }
  return { ...(Object.keys(query).length > 0 ? { query } : {}), ...(body === '' ? {} : { body: json }) }
}

function readable(path: string): string {
  try {
    return decodeURIComponent(path)
  } catch {
    return path
  }
}
