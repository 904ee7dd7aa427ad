import { unzipSync } from 'node:zlib'
import { Agent, request } from 'undici'

const BODY_READ = 1024 * 1024

export interface Posted {
  status: number
  /** Milliseconds that a failing webhook asks to wait. */
  retryAfter?: number
  contentType: string
  text: string
}

/** Carries updates to webhooks. A test may bring its own. */
export interface Transport {
  post(url: URL, headers: Record<string, string>, body: string, signal: AbortSignal): Promise<Posted>
  close(): Promise<void>
}

export function createTransport(): Transport {
  const agent = new Agent({ connections: 100, pipelining: 1, headersTimeout: 0, bodyTimeout: 0 })
  return {
    async post(url, headers, body, signal) {
      const response = await request(url, { method: 'POST', headers, body, dispatcher: agent, signal })
      const text = unpacked(await response.body.bytes(), response.headers['content-encoding'])
      return {
        status: response.statusCode,
        contentType: String(response.headers['content-type'] ?? ''),
        text,
        ...retryAfter(response.headers),
      }
    },
    close: () => agent.destroy(),
  }
}

function retryAfter(headers: Record<string, unknown>): { retryAfter?: number } {
  const seconds = Number(headers['retry-after'])
  return Number.isFinite(seconds) && seconds > 0 ? { retryAfter: Math.min(seconds, 3600) * 1000 } : {}
}

function unpacked(bytes: Uint8Array, encoding: string | string[] | undefined): string {
  if (bytes.length === 0) return ''
  const isPacked = encoding === 'gzip' || encoding === 'deflate'
  try {
    const plain = isPacked ? unzipSync(bytes, { maxOutputLength: BODY_READ }) : bytes
    return Buffer.from(plain).toString('utf8').slice(0, BODY_READ)
  } catch {
    return ''
  }
}
