import type { BotRecord, ChatRecord, Person, StoredMessage } from '../types.ts'
import { buttonLabelled, Impossible, says } from './actions.ts'
import { isIn, privateChat } from './chats.ts'
import { places } from './group-acts.ts'
import { type Content, post } from './messages.ts'
import { keyboardUrl, launchUrl, menuButton } from './web-apps.ts'
import type { World } from './world.ts'

/** What people open: Mini Apps behind buttons and the menu, and links to a bot. */

/** A Mini App that is being opened. */
export interface Launch {
  url: string
  /** Whose it is. */
  bot: number
  /** It stands behind a button of the reply keyboard: it knows nobody, and may only send data. */
  fromKeyboard: boolean
}

/** Which button: by its label (the keyboard's, else the newest message's), by its place, or the menu button. */
export type AppButton = string | { message: number; row: number; column: number } | undefined

export function launches(world: World, person: Person, chat: ChatRecord, button: AppButton): Launch {
  if (button === undefined) {
    const bot = botOf(world, chat)
    const menu = menuButton(bot, person.id)
    if (!menu) throw new Impossible('The menu button opens no Mini App.')
    return { url: launchUrl(world, bot, person, menu.web_app.url, chat), bot: bot.id, fromKeyboard: false }
  }
  const onKeyboard = typeof button === 'string' ? keyboardButton(chat, button) : undefined
  if (onKeyboard) return { url: keyboardUrl(onKeyboard), bot: botOf(world, chat).id, fromKeyboard: true }
  const found = typeof button === 'string' ? buttonLabelled(chat, button) : at(chat, button)
  const bot = world.bots.get(found?.stored.inline?.bot ?? found?.stored.sender ?? 0)
  const inline = found?.stored.message.reply_markup?.inline_keyboard[found.row]?.[found.column]
  if (!bot || !inline || !('web_app' in inline) || !inline.web_app)
    throw new Impossible(`There is no Mini App behind ${JSON.stringify(button)}.`)
  return { url: launchUrl(world, bot, person, inline.web_app.url, chat), bot: bot.id, fromKeyboard: false }
}

export const opensApp = (world: World, person: Person, chat: ChatRecord, label?: string): string =>
  launches(world, person, chat, label).url

const at = (chat: ChatRecord, { message, row, column }: { message: number; row: number; column: number }) => {
  const stored = chat.messages.get(message)
  return stored && { stored, row, column }
}

/** A Mini App opened from the keyboard sends its data and closes. */
export function sendsData(world: World, person: Person, chat: ChatRecord, label: string, data: string): StoredMessage {
  if (!keyboardButton(chat, label)) throw new Impossible('Only an app opened from the keyboard can send data.')
  if (data === '' || Buffer.byteLength(data) > 4096) throw new Impossible('The data has 1 to 4096 bytes.')
  return post(world, chat, person.id, { web_app_data: { data, button_text: label } } as Content)
}

/** Follows t.me/<bot>?start=…: the client says /start with what stands there. With ?startgroup=… it asks for a group first. */
export function follows(world: World, person: Person, link: string, group?: ChatRecord): StoredMessage {
  const [, username = '', query = ''] = /^(?:https?:\/\/)?t\.me\/([A-Za-z0-9_]+)(?:\?(.*))?$/.exec(link) ?? []
  const bot = [...world.bots.values()].find((one) => one.username.toLowerCase() === username.toLowerCase())
  if (!bot) throw new Impossible('That link leads to no bot.')
  const params = new URLSearchParams(query)
  const payload = params.get('startgroup') ?? params.get('start') ?? ''
  if (!/^[A-Za-z0-9_-]{0,64}$/.test(payload))
    throw new Impossible('A start parameter has 1 to 64 letters, digits, _ or -.')
  const said = payload ? ` ${payload}` : ''
  if (!params.has('startgroup')) return says(world, person, privateChat(world, person, bot), `/start${said}`)
  if (!group || group.kind === 'private') throw new Impossible('That link adds the bot to a group: which one?')
  if (!isIn(group.members.get(bot.id))) places(world, person, group, bot.id, { status: 'member' })
  return says(world, person, group, `/start@${bot.username}${said}`)
}

function keyboardButton(chat: ChatRecord, label: string): string | undefined {
  const buttons = (chat.keyboard?.keyboard ?? []).flat()
  const found = buttons.find((button) => typeof button !== 'string' && button.text === label)
  return found && typeof found !== 'string' && 'web_app' in found ? found.web_app.url : undefined
}

function botOf(world: World, chat: ChatRecord): BotRecord {
  const bot = world.bots.get(chat.bot ?? 0)
  if (!bot) throw new Impossible('Only a bot has a menu button.')
  return bot
}
