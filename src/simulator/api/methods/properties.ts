import { checkedLink, parseUrl } from '../../entities/links.ts'
import type { ChatRecord, Property } from '../../types.ts'
import { getProperty, properties, setProperty } from '../../world/properties.ts'
import { announce } from '../../world/world.ts'
import { isOfThisMachine } from '../buttons.ts'
import { badRequest } from '../errors.ts'
import { chatKnown } from '../target.ts'
import type { CallContext, Method } from './context.ts'
import { languageOf } from './me.ts'

const LONGEST: Record<Property, number> = { name: 64, description: 512, short_description: 120 }
const TOO_LONG: Record<Property, string> = {
  name: 'BOT_TITLE_INVALID',
  description: 'ABOUT_TOO_LONG',
  short_description: 'ABOUT_TOO_LONG',
}

const setter =
  (property: Property): Method =>
  (ctx) => {
    const language = languageOf(ctx)
    const text = ctx.params.text(property).trim()
    if ([...text].length > LONGEST[property]) throw badRequest(TOO_LONG[property])
    setProperty(ctx.world, ctx.bot, property, language, text)
    return true
  }

const getter =
  (property: Property): Method =>
  (ctx) => ({ [property]: getProperty(ctx.bot, property, languageOf(ctx)) })

type Json = Record<string, unknown>

const setChatMenuButton: Method = (ctx) => {
  const button = readMenu(ctx)
  const { menu } = properties(ctx.bot)
  const place = menuPlace(ctx)
  if (button.type === 'default') delete menu[place]
  else menu[place] = button
  announce(ctx.world, 'bots')
  ctx.world.touch()
  return true
}

const getChatMenuButton: Method = (ctx) => {
  const { menu } = properties(ctx.bot)
  const place = menuPlace(ctx)
  return menu[place] ?? (place === '' ? { type: 'commands' } : { type: 'default' })
}

/** The person whose private chat is meant, or '' for the bot's own setting. */
function menuPlace(ctx: CallContext): string {
  if (!ctx.params.has('chat_id')) return ''
  const chat: ChatRecord = chatKnown(ctx)
  if (chat.kind !== 'private') throw badRequest('user not found')
  return String(chat.person)
}

function readMenu({ params }: CallContext): Json {
  const given = params.json('menu_button', "can't parse menu button JSON object")
  if (given === undefined) return { type: 'default' }
  if (typeof given !== 'object' || given === null || Array.isArray(given))
    throw badRequest("can't parse menu button: Object expected as menu button")
  const { type, text, web_app } = given as Json
  if (type === 'default' || type === 'commands') return { type }
  if (type !== 'web_app') throw badRequest("can't parse menu button: MenuButton has unsupported type")
  const url = (web_app as Json | undefined)?.url
  if (typeof text !== 'string') throw badRequest('can\'t parse menu button: Can\'t find field "text"')
  if (typeof url !== 'string') throw badRequest('can\'t parse menu button: Can\'t find field "url"')
  return { type, text, web_app: { url: webAppUrl(url) } }
}

function webAppUrl(url: string): string {
  try {
    if (parseUrl(url).protocol === 'https') return checkedLink(url)
    if (isOfThisMachine(url)) return url
  } catch {
    // falls through to the refusal
  }
  throw badRequest(`menu button Web App URL '${url}' is invalid: Only HTTPS links are allowed`)
}

export const propertyMethods = {
  setMyName: setter('name'),
  getMyName: getter('name'),
  setMyDescription: setter('description'),
  getMyDescription: getter('description'),
  setMyShortDescription: setter('short_description'),
  getMyShortDescription: getter('short_description'),
  setChatMenuButton,
  getChatMenuButton,
}
