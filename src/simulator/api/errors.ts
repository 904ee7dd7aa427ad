/** An answer `ok: false`. The description is given without its prefix; `prefixed` adds it as the real server does. */
export class ApiError extends Error {
  readonly code: number
  readonly parameters: Record<string, number> | undefined
  /** Said as it is, without a prefix. */
  readonly isBare: boolean
  constructor(code: number, description: string, parameters?: Record<string, number>, isBare = false) {
    super(description)
    this.isBare = isBare
    this.code = code
    this.parameters = parameters
  }
}

export const badRequest = (description: string) => new ApiError(400, description)
export const forbidden = (description: string) => new ApiError(403, description)
export const conflict = (description: string) => new ApiError(409, description)
export const tooMany = (seconds: number) => new ApiError(429, `retry after ${seconds}`, { retry_after: seconds })

const PREFIX: Record<number, string> = {
  400: 'Bad Request',
  401: 'Unauthorized',
  403: 'Forbidden',
  404: 'Not Found',
  409: 'Conflict',
  429: 'Too Many Requests',
  500: 'Internal Server Error',
  501: 'Not Implemented',
}

/** First letter lowercased unless the second is upper-case or `_`, so that BUTTON_DATA_INVALID keeps its face. */
export function prefixed(error: ApiError): string {
  const prefix = PREFIX[error.code]
  if (!prefix || error.isBare) return error.message
  if (error.message === '') return prefix
  const [first = '', second = ''] = error.message
  const keeps = second === '_' || (second !== second.toLowerCase() && second === second.toUpperCase())
  return `${prefix}: ${keeps ? first : first.toLowerCase()}${error.message.slice(1)}`
}
