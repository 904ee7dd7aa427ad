/** Where a link leads: to one of our own bots (a Telegram deep link), or out of this page. */
import { safeUrl } from './entities.ts'
import type { Bot } from './types.ts'

export type Target =
  | { kind: 'bot'; bot: number; text: string | undefined }
  | { kind: 'page'; href: string; host: string }

export function targetOf(url: string, bots: readonly Bot[]): Target | undefined {
  const deep = /^(?:https?:\/\/)?(?:t|telegram)\.me\/([a-z0-9_]+)\/?(?:\?start=([\w-]{1,64}))?$/i.exec(url)
  const bot = deep && botNamed(deep[1] ?? '', bots)
  if (bot) return { kind: 'bot', bot: bot.id, text: deep[2] ? `/start ${deep[2]}` : undefined }
  const href = safeUrl(url)
  return href === undefined ? undefined : { kind: 'page', href, host: new URL(href).host }
}

export function botNamed(username: string, bots: readonly Bot[]): Bot | undefined {
  const wanted = username.replace(/^@/, '').toLowerCase()
  return bots.find((bot) => bot.built && bot.username.toLowerCase() === wanted)
}
