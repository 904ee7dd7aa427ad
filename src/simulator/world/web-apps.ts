import { createHash, createHmac, createPrivateKey, createPublicKey, sign } from 'node:crypto'
import type { BotRecord, ChatRecord, Person } from '../types.ts'
import { properties } from './properties.ts'
import { count, personUser, unix, type World } from './world.ts'

/** The simulator's own key, the same everywhere: it vouches for nothing outside of a test. */
const SEED = createHash('sha256').update('simulated Telegram web app key').digest()
const PRIVATE_KEY = createPrivateKey({
  key: Buffer.concat([Buffer.from('302e020100300506032b657004220420', 'hex'), SEED]),
  format: 'der',
  type: 'pkcs8',
})

/** What checks the `signature` of the simulator's init data, in place of Telegram's key, in hexadecimal. */
export const WEB_APP_PUBLIC_KEY = createPublicKey(PRIVATE_KEY)
  .export({ format: 'der', type: 'spki' })
  .subarray(-32)
  .toString('hex')

/** A Mini App's address as a client opens it from an inline button or the menu: with signed init data. */
export function launchUrl(world: World, bot: BotRecord, person: Person, url: string, chat: ChatRecord): string {
  const { is_bot: _, ...user } = personUser(person)
  const query_id = `AAH${createHash('sha256')
    .update(`${bot.id}:${count(world, 'callback')}`)
    .digest('base64url')
    .slice(0, 21)}`
  world.inline.apps.set(query_id, { bot: bot.id, person: person.id, chat })
  const fields = {
    query_id,
    user: JSON.stringify({ ...user, allows_write_to_pm: true }),
    ...(chat.kind === 'private' ? {} : { chat_type: chat.kind, chat_instance: String(Math.abs(chat.id)) }),
    auth_date: String(unix(world)),
  }
  return opened(url, initData(bot, fields))
}

/** One opened by a reply-keyboard button knows nobody; it may only send data back. */
export const keyboardUrl = (url: string) => opened(url, '')

function opened(url: string, data: string): string {
  const hash = new URLSearchParams({ tgWebAppData: data, tgWebAppVersion: '9.6', tgWebAppPlatform: 'web' })
  return `${url}${url.includes('#') ? '&' : '#'}${hash}`
}

export function initData(bot: BotRecord, fields: Record<string, string>): string {
  const message = `${bot.id}:WebAppData\n${lines(fields)}`
  const signed = { ...fields, signature: sign(null, Buffer.from(message), PRIVATE_KEY).toString('base64url') }
  const key = createHmac('sha256', 'WebAppData').update(bot.token).digest()
  return new URLSearchParams({
    ...signed,
    hash: createHmac('sha256', key).update(lines(signed)).digest('hex'),
  }).toString()
}

const lines = (fields: Record<string, string>) =>
  Object.entries(fields)
    .sort(([a], [b]) => (a < b ? -1 : 1))
    .map(([name, value]) => `${name}=${value}`)
    .join('\n')

/** The menu button that opens a Mini App for a person, when the bot has one. */
export function menuButton(bot: BotRecord, person: number): { text: string; web_app: { url: string } } | undefined {
  const { menu } = properties(bot)
  const button = menu[String(person)] ?? menu['']
  return button && 'web_app' in button ? (button as { text: string; web_app: { url: string } }) : undefined
}
