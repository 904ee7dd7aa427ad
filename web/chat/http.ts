/** How the page speaks with the simulator. */

/** `status` is 0 when the simulator could not be reached at all. */
export class ApiError extends Error {
  readonly status: number
  constructor(status: number, message: string) {
    super(message)
    this.status = status
  }
}

export function get<T>(path: string, signal?: AbortSignal): Promise<T> {
  return call<T>(path, signal ? { signal } : {})
}

export function send<T>(method: 'POST' | 'PUT' | 'PATCH' | 'DELETE', path: string, body?: unknown): Promise<T> {
  if (body === undefined || body instanceof FormData) return call<T>(path, { method, ...(body ? { body } : {}) })
  return call<T>(path, { method, body: JSON.stringify(body), headers: { 'content-type': 'application/json' } })
}

async function call<T>(path: string, init: RequestInit): Promise<T> {
  const { status, ok, statusText, text } = await exchange(path, init)
  const body = parse(text)
  if (!ok) throw new ApiError(status, reason(body) ?? `${status} ${statusText}`)
  return body as T
}

async function exchange(path: string, init: RequestInit) {
  try {
    const response = await fetch(path, init)
    const { status, ok, statusText } = response
    return { status, ok, statusText, text: await response.text() }
  } catch (error) {
    if (init.signal?.aborted) throw error
    throw new ApiError(0, 'unreachable')
  }
}

function parse(text: string): unknown {
  if (text === '') return null
  try {
    return JSON.parse(text)
  } catch {
    return undefined
  }
}

function reason(body: unknown): string | undefined {
  if (typeof body !== 'object' || body === null || !('error' in body)) return undefined
  return typeof body.error === 'string' ? body.error : undefined
}
