import { basename } from 'node:path'
import mime from 'mime'
import type { Core } from '../core.ts'
import { sampleFor } from '../samples.ts'
import type { FileKind, FileRecord } from '../types.ts'
import { type Facts, factsOf } from '../world/facts.ts'
import { fileOfBot, looksLikeFileId, siblings } from '../world/files.ts'
import { fileName } from './body.ts'
import { type ApiError, badRequest } from './errors.ts'
import type { CallContext } from './methods/context.ts'
import type { Params, Upload } from './params.ts'

/** A file as a call names it, with everything known of it before the world is touched. */
export type Source = { upload: Upload; facts: Facts } | { id: string } | { failed: keyof typeof BACKEND }

/** What the backend says, and what becomes of it on its way; inside an album it stays as it is. */
const BACKEND = {
  WEBPAGE_CURL_FAILED: 'failed to get HTTP URL content',
  WEBPAGE_MEDIA_EMPTY: 'wrong type of the web page content',
  WC_CONVERT_URL_INVALID: 'wrong HTTP URL specified',
  MEDIA_EMPTY: 'wrong file identifier/HTTP URL specified',
  IMAGE_PROCESS_FAILED: 'IMAGE_PROCESS_FAILED',
  PHOTO_INVALID_DIMENSIONS: 'PHOTO_INVALID_DIMENSIONS',
} as const

/** Telegram's backend refuses a file. In an album its own word is told, otherwise the server's translation. */
export class BackendRefusal extends Error {
  readonly code: keyof typeof BACKEND
  constructor(code: keyof typeof BACKEND) {
    super(code)
    this.code = code
  }
  alone(): ApiError {
    return badRequest(BACKEND[this.code])
  }
  inAlbum(position: number): ApiError {
    return badRequest(`failed to send message #${position} with the error message "${this.code}"`)
  }
}

/** A file by id or URL, by `attach://`, or under its own name; null when there is none. */
export async function sourceOf(ctx: CallContext, given: string, name = ''): Promise<Source | null> {
  const value = given.trim()
  const attached = /^attach:\/\/(.*)$/s.exec(value)?.[1]
  if (value !== '' && attached === undefined) return value.includes('.') ? fetched(ctx, value) : { id: value }
  return uploaded(ctx.params, attached ?? name)
}

/** A file that comes with the call. */
async function uploaded(params: Params, name: string): Promise<Extract<Source, { upload: Upload }> | null> {
  const upload = params.files.get(name)
  return upload ? { upload, facts: await factsOf(upload.bytes, upload.mime) } : null
}

const URL_LIMIT = 20 * 1024 * 1024

/** The simulator fetches nothing from the network; when it is allowed to, from this machine. */
async function fetched({ fetchUrls, gone }: Core & { gone: AbortSignal }, given: string): Promise<Source> {
  const full = /^[a-z][a-z0-9+.-]*:/i.test(given) ? given : `http://${given}`
  if (!URL.canParse(full) || !/^https?:/i.test(full)) return { failed: 'WC_CONVERT_URL_INVALID' }
  const url = new URL(full)
  const isHere = ['localhost', '127.0.0.1', '[::1]'].includes(url.hostname)
  if (fetchUrls === 'samples' && !isHere) return sample(url)
  if (!fetchUrls || !isHere) return { failed: 'WEBPAGE_CURL_FAILED' }
  try {
    const response = await fetch(url, { signal: gone, redirect: 'error' })
    const type = response.headers.get('content-type')?.split(';')[0]?.trim() ?? ''
    if (!response.ok) return { failed: 'WEBPAGE_CURL_FAILED' }
    if (type === 'text/html') return { failed: 'WEBPAGE_MEDIA_EMPTY' }
    const bytes = Buffer.from(await response.arrayBuffer())
    if (bytes.length === 0 || bytes.length > URL_LIMIT) return { failed: 'WEBPAGE_CURL_FAILED' }
    const plain = fileName(basename(url.pathname))
    const name = plain.includes('.') ? plain : `${plain}.${mime.getExtension(type) ?? 'bin'}`
    return { upload: { name, mime: type || 'application/octet-stream', bytes }, facts: await factsOf(bytes, type) }
  } catch {
    return { failed: 'WEBPAGE_CURL_FAILED' }
  }
}

/** In place of what stands at an address of the world outside. */
async function sample({ pathname }: URL): Promise<Source> {
  const ending = /\.([a-z0-9]{1,5})$/i.exec(pathname)?.[1]?.toLowerCase() ?? ''
  if (ending.startsWith('htm')) return { failed: 'WEBPAGE_MEDIA_EMPTY' }
  const bytes = sampleFor(ending)
  const name = fileName(basename(pathname) || 'sample')
  const type = mime.getType(name) ?? 'image/png'
  return { upload: { name, mime: type, bytes }, facts: await factsOf(bytes, type) }
}

const TYPE: Record<FileKind, string> = {
  photo: 'Photo',
  document: 'Document',
  voice: 'VoiceNote',
  video: 'Video',
  audio: 'Audio',
  animation: 'Animation',
  sticker: 'Sticker',
  video_note: 'VideoNote',
  thumbnail: 'Thumbnail',
}

/** A file this bot has seen, by its id. Everything but a photo may be sent by any method; it stays what it is. */
export function filesById(ctx: CallContext, id: string, kind: FileKind): FileRecord[] {
  const file = fileOfBot(ctx.world, ctx.bot, id)
  if (!file) {
    // Another bot's id has the right form, and the backend does not know it.
    if (looksLikeFileId(id)) throw new BackendRefusal('MEDIA_EMPTY')
    throw badRequest(`wrong remote file identifier specified: ${whyUnreadable(id)}`)
  }
  const isPicture = (one: FileKind) => one === 'photo' || one === 'thumbnail'
  if (file.kind !== kind && (isPicture(file.kind) || isPicture(kind)))
    throw badRequest(`can't use file of type ${TYPE[file.kind]} as ${TYPE[kind]}`)
  return kind === 'photo' ? siblings(ctx.world, file) : [file]
}

function whyUnreadable(id: string): string {
  const bare = id.replace(/=+$/, '')
  const padding = id.length - bare.length
  if (padding >= 3) return 'Wrong string padding'
  if (padding > 0 && (bare.length + padding) % 4 !== 0) return 'Wrong padding length'
  if (bare.length % 4 === 1) return 'Wrong string length'
  if (!/^[A-Za-z0-9_-]*$/.test(bare)) return 'Wrong character in the string'
  const versions = [2, 3, 4]
  const isVersioned = versions.includes(Buffer.from(bare, 'base64url').at(-1) ?? 0)
  return `can't unserialize it${isVersioned ? '' : '. Wrong last symbol'}`
}
