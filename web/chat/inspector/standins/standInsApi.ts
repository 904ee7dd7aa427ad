/** What the tabs of the LLM and of Google Sheets ask for. */
import { get, send } from '../../http.ts'

export const commonFaults = [
  '429',
  '500',
  '503',
  'slow',
  'hang',
  'drop-before',
  'drop-after',
  'truncate',
  'bad-json',
  'html-502',
] as const
export const llmFaults = [...commonFaults, 'quota', '401', '404', 'empty', 'refusal'] as const
export const sheetsFaults = [...commonFaults, '401', '403', '404'] as const
export type StandInFaultKind = (typeof llmFaults)[number] | (typeof sheetsFaults)[number]

export type NewStandInFault = { kind: StandInFaultKind; path?: string; times: number; retry_after?: number }
export type StandInFault = { kind: StandInFaultKind; path?: string; left: number }

export type Exchange = {
  at: string
  method: string
  path: string
  /** 0 when no answer was given. */
  status: number
  asked: unknown
  answered: unknown
  fault?: StandInFaultKind
}

export type NewRule = {
  on?: 'transcription'
  contains?: string
  answer?: string
  tool?: { name: string; arguments: Record<string, unknown> }
  refusal?: string
  slow_ms?: number
  break_after?: number
  times?: number
}
export type Rule = Omit<NewRule, 'on'> & { id: number; on?: 'chat' | 'transcription'; left: number | null }

export type Llm = { rules: Rule[]; faults: StandInFault[]; requests: Exchange[] }

export type DrawnCell = { text: string; kind: 'string' | 'number' | 'boolean' | 'formula' | 'date' }
export type DrawnSheet = {
  id: number
  title: string
  filled_rows: number
  filled_columns: number
  formulas: number
  columns: string[]
  rows: (DrawnCell | null)[][]
}
export type DrawnBook = { id: string; title: string; shared: boolean; sheets: DrawnSheet[] }
export type Sheets = {
  account: string
  limited: boolean
  spreadsheets: DrawnBook[]
  faults: StandInFault[]
  requests: Exchange[]
}

export type StandIn = 'llm' | 'sheets'

export const standInsApi = {
  llm: (signal?: AbortSignal) => get<Llm>('/sim/llm', signal),
  say: (text: string) => send<unknown>('POST', '/sim/llm/say', { text }),
  addRule: (rule: NewRule) => send<unknown>('POST', '/sim/llm/rules', rule),
  removeRule: (id: number) => send<unknown>('DELETE', `/sim/llm/rules/${id}`),
  clearRules: () => send<unknown>('DELETE', '/sim/llm/rules'),
  sheets: (signal?: AbortSignal) => get<Sheets>('/sim/sheets', signal),
  limit: (limited: boolean) => send<unknown>('PUT', '/sim/sheets/limits', { limited }),
  share: (book: string, shared: boolean) =>
    send<unknown>('PUT', `/sim/sheets/spreadsheets/${encodeURIComponent(book)}/shared`, { shared }),
  addFault: (of: StandIn, fault: NewStandInFault) => send<unknown>('POST', `/sim/${of}/faults`, fault),
  clearFaults: (of: StandIn) => send<unknown>('DELETE', `/sim/${of}/faults`),
}
