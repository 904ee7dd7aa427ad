import type { Core } from '../../core.ts'
import type { BotRecord } from '../../types.ts'
import type { Params } from '../params.ts'

export interface CallContext extends Core {
  bot: BotRecord
  params: Params
  /** Aborted when the client hangs up. */
  gone: AbortSignal
}

/** A method answers its `result`, or throws an ApiError. `{ result, description }` becomes both fields. */
export type Method = (ctx: CallContext) => unknown

/** An envelope that is JSON already. */
export class Raw {
  readonly json: string
  constructor(json: string) {
    this.json = json
  }
}
