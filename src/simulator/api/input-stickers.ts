import type { MaskPosition } from '@grammyjs/types'
import type { FileRecord, StickerType } from '../types.ts'
import type { Facts } from '../world/facts.ts'
import { badRequest } from './errors.ts'
import { Fields, isObject } from './fields.ts'
import { BackendRefusal, filesById, type Source, sourceOf } from './input-files.ts'
import type { CallContext } from './methods/context.ts'

/** A sticker as a call describes it. */
export interface InputSticker {
  source: Source
  format: Format
  emojis: string[]
  keywords: string[]
  mask?: MaskPosition
}

export type Format = 'static' | 'animated' | 'video' | 'auto'
type Refuse = (why: string) => Error

/** `stickers`, or one under the names of old. */
export async function readStickers(ctx: CallContext): Promise<InputSticker[]> {
  const { params } = ctx
  if (!params.has('stickers')) return [await legacySticker(ctx)]
  const given = params.json('stickers', "can't parse stickers JSON object")
  if (!Array.isArray(given)) throw badRequest('expected an Array of InputSticker')
  if (given.length > 50) throw badRequest('too many stickers specified')
  const refuse: Refuse = (why) => badRequest(`can't parse InputSticker: ${why}`)
  const all: InputSticker[] = []
  for (const one of given) all.push(await readSticker(ctx, one, params.text('sticker_format'), refuse))
  return all
}

export async function readOneSticker(ctx: CallContext): Promise<InputSticker> {
  if (!ctx.params.has('sticker')) return legacySticker(ctx)
  const given = ctx.params.json('sticker', "can't parse sticker JSON object")
  return readSticker(ctx, given, 'auto', (why) => badRequest(`can't parse sticker: ${why}`))
}

async function readSticker(ctx: CallContext, given: unknown, usual: string, refuse: Refuse): Promise<InputSticker> {
  if (!isObject(given)) throw refuse('InputSticker must be an Object')
  const fields = new Fields(given, refuse)
  const source = fields.text('sticker') === '' ? null : await sourceOf(ctx, fields.text('sticker'))
  if (!source) throw refuse('sticker not found')
  const format = readFormat(usual === '' ? fields.requiredText('format') : fields.text('format') || usual, refuse)
  fields.required('emoji_list')
  const emojis = readEmojis(fields.list('emoji_list'), refuse)
  const mask = readMask(given.mask_position, refuse)
  const keywords = readKeywords(fields.list('keywords') ?? [], refuse)
  return { source, format, emojis, keywords, ...(mask ? { mask } : {}) }
}

async function legacySticker(ctx: CallContext): Promise<InputSticker> {
  const { params } = ctx
  const emojis = [...GRAPHEMES.segment(params.text('emojis'))].map(({ segment }) => segment)
  const rest = { emojis, keywords: [] }
  const still = await sourceOf(ctx, params.text('png_sticker'), 'png_sticker')
  if (still) {
    const mask = maskOf(ctx)
    return { source: still, format: 'static', ...rest, ...(mask ? { mask } : {}) }
  }
  for (const [name, kind, format] of MOVING) {
    const source = params.files.has(name) ? await sourceOf(ctx, '', name) : null
    if (source) return { source, format, ...rest }
    if (params.text(name) !== '') throw badRequest(`${kind} sticker must be uploaded as an InputFile`)
  }
  throw badRequest('there is no sticker file in the request')
}

const MOVING = [
  ['tgs_sticker', 'animated', 'animated'],
  ['webm_sticker', 'video', 'video'],
] as const

const FORMATS: string[] = ['static', 'animated', 'video', 'auto']

export function readFormat(format: string, refuse: Refuse = badRequest): Format {
  if (!FORMATS.includes(format)) throw refuse('Invalid sticker format specified')
  return format as Format
}

const GRAPHEMES = new Intl.Segmenter('en')
const EMOJI = /^(?:\p{RGI_Emoji}|\p{Emoji_Presentation}|\p{Extended_Pictographic}\ufe0f?)$/v

export function readEmojis(given: unknown, refuse: Refuse): string[] {
  if (!Array.isArray(given)) throw refuse('expected an Array of string')
  if (given.length === 0) throw refuse('emoji list must be non-empty')
  if (given.length > 20) throw refuse('too many emoji specified')
  return given.map((emoji) => {
    if (typeof emoji !== 'string') throw refuse('emoji must be a string')
    if (!isEmoji(emoji)) throw refuse('expected a Unicode emoji')
    return emoji
  })
}

export const isEmoji = (text: string) => EMOJI.test(text)

export function readKeywords(given: unknown[], refuse: Refuse = badRequest): string[] {
  return given.map((keyword) => {
    if (typeof keyword !== 'string') throw refuse('keyword must be a string')
    return keyword
  })
}

const POINTS = ['forehead', 'eyes', 'mouth', 'chin'] as const

/** `mask_position` of the call itself. */
export function maskOf({ params }: CallContext): MaskPosition | undefined {
  const given = params.json('mask_position', "can't parse mask position JSON object")
  return readMask(given, (why) => badRequest(`can't parse mask position: ${why}`))
}

function readMask(given: unknown, refuse: Refuse): MaskPosition | undefined {
  if (given === undefined || given === null) return undefined
  if (!isObject(given)) throw refuse('MaskPosition must be an Object')
  const fields = new Fields(given, refuse)
  const named = fields.requiredText('point').trim().toLowerCase()
  const point = POINTS.find((known) => known === named)
  if (!point) throw refuse('Wrong point specified in MaskPosition')
  return { point, x_shift: fields.float('x_shift'), y_shift: fields.float('y_shift'), scale: fields.float('scale') }
}

/** A sticker's file with what is known of it, once it is found to be one. */
export interface StickerFile {
  bytes: Buffer
  name: string
  mime: string
  facts: Facts
}

export function stickerFile(ctx: CallContext, { source, format }: InputSticker, type: StickerType): StickerFile {
  if ('failed' in source) throw new BackendRefusal(source.failed).alone()
  const file = 'id' in source ? knownFile(ctx, source.id) : { ...source.upload, facts: source.facts }
  checkFormat(file.facts, format, type)
  // What moves is shown in the size of its set.
  const side = type === 'custom_emoji' ? 100 : 512
  const facts = MOVES.includes(file.facts.format ?? '') ? { ...file.facts, width: side, height: side } : file.facts
  return { ...file, facts }
}

const MOVES = ['tgs', 'webm']

function knownFile({ world, ...ctx }: CallContext, id: string): StickerFile {
  const record = byId({ world, ...ctx }, id)
  const bytes = world.bytes.get(record.bytes)
  if (!bytes) throw badRequest('wrong file_id or the file is temporarily unavailable')
  const { name, mime, width, height } = record
  const format = record.sticker === 'animated' ? 'tgs' : record.sticker === 'video' ? 'webm' : 'webp'
  return { bytes, name, mime, facts: { format, ...(width && height ? { width, height } : {}) } }
}

/** The file of a sticker by its id. */
export function byId(ctx: CallContext, id: string): FileRecord {
  try {
    return filesById(ctx, id, 'sticker')[0] as FileRecord
  } catch (error) {
    throw error instanceof BackendRefusal ? error.alone() : error
  }
}

/** What the backend accepts as a sticker of a set. */
function checkFormat({ format, width = 0, height = 0 }: Facts, wanted: Format, type: StickerType) {
  if (wanted === 'animated' && format !== 'tgs') throw badRequest('STICKER_TGS_NOTGS')
  if (wanted === 'video' && format !== 'webm') throw badRequest('STICKER_VIDEO_NOWEBM')
  if (format === 'tgs' || format === 'webm') {
    if (wanted === 'static') throw badRequest('STICKER_PNG_NOPNG')
    return
  }
  if (format !== 'png' && format !== 'webp') throw badRequest('STICKER_PNG_NOPNG')
  const fits = type === 'custom_emoji' ? width === 100 && height === 100 : Math.max(width, height) === 512
  if (!fits) throw badRequest('STICKER_PNG_DIMENSIONS')
}
