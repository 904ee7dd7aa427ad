import type { IncomingMessage, ServerResponse } from 'node:http'

export async function textOf(request: IncomingMessage): Promise<string> {
  const chunks: Buffer[] = []
  for await (const chunk of request) chunks.push(chunk as Buffer)
  return Buffer.concat(chunks).toString('utf8')
}

export const succeed = (response: ServerResponse, result: unknown) => write(response, 200, { ok: true, result })

export const failWith = (response: ServerResponse, code: number, description: string, parameters?: object) =>
  write(response, code, { ok: false, error_code: code, description, ...(parameters ? { parameters } : {}) })

/** What a proxy in front of Telegram says when nobody is behind it. */
export function html(response: ServerResponse) {
  if (response.destroyed) return
  response.writeHead(502, { 'content-type': 'text/html' })
  response.end('<html><head><title>502 Bad Gateway</title></head><body><center>nginx</center></body></html>')
}

/** The connection is reset; whoever waits for the answer never gets one. */
export function hangUp(response: ServerResponse) {
  response.socket?.resetAndDestroy()
}

function write(response: ServerResponse, status: number, body: object) {
  if (response.destroyed) return
  response.writeHead(status, { 'content-type': 'application/json' })
  response.end(JSON.stringify(body))
}
