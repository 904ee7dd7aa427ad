import type { MessageEntity } from '@grammyjs/types'

/** UTF-8 bytes before a position: Telegram's error messages count bytes, entities count UTF-16 units. */
export const utf8 = (source: string, at: number) => Buffer.byteLength(source.slice(0, at))

/** A link's entity; a person's for tg://user?id=…; null when the link is no good (its text stays). */
export function linkEntity(url: string, place: { offset: number; length: number }): MessageEntity | null {
  const user = /^tg:(?:\/\/)?user\?id=(\d+)$/i.exec(url.trim())
  if (user) return { type: 'text_mention', ...place, user: { id: Number(user[1]), is_bot: false, first_name: '' } }
  const good = goodUrl(url.trim())
  return good ? { type: 'text_link', ...place, url: good } : null
}

function goodUrl(url: string): string | null {
  const full = /^[a-z][a-z0-9+.-]*:/i.test(url) ? url : `http://${url}`
  try {
    const parsed = new URL(full)
    if (['tg:', 'ton:', 'tonsite:', 'mailto:', 'tel:'].includes(parsed.protocol)) return full
    const isWeb = parsed.protocol === 'http:' || parsed.protocol === 'https:'
    return isWeb && parsed.hostname.includes('.') ? parsed.href : null
  } catch {
    return null
  }
}
