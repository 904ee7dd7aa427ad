import type { BotRecord, ChatRecord, Person, StoredMessage } from '../types.ts'
import { Impossible, says } from './actions.ts'
import { isIn, privateChat } from './chats.ts'
import { places } from './group-acts.ts'
import { type Content, post } from './messages.ts'
import { keyboardUrl, launchUrl, menuUrl } from './web-apps.ts'
import type { World } from './world.ts'

/** What people open: Mini Apps behind buttons and the menu, and links to a bot. */

/** The address of the Mini App behind a button of that label, or behind the menu button without one. */
export function opensApp(world: World, person: Person, chat: ChatRecord, label?: string): string {
  if (label === undefined) {
    const bot = botOf(world, chat)
    const url = menuUrl(bot, person)
    if (!url) throw new Impossible('The menu button opens no Mini App.')
    return launchUrl(world, bot, person, url, chat)
  }
  const onKeyboard = keyboardButton(chat, label)
  if (onKeyboard) return keyboardUrl(onKeyboard)
  for (const stored of [...chat.messages.values()].reverse())
    for (const button of stored.message.reply_markup?.inline_keyboard.flat() ?? []) {
      const bot = world.bots.get(stored.sender)
      if (bot && button.text === label && 'web_app' in button && button.web_app)
        return launchUrl(world, bot, person, button.web_app.url, chat)
    }
  throw new Impossible(`There is no Mini App behind ${JSON.stringify(label)}.`)
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
