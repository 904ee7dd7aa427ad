import { isAdmin } from '../../world/chats.ts'
import { rightsOf } from '../../world/right-names.ts'
import { rightsJson } from '../../world/rights.ts'
import { userOf } from '../../world/world.ts'
import { badRequest } from '../errors.ts'
import { readRightsObject } from '../permissions.ts'
import { me } from '../rights.ts'
import { chatToWrite } from '../target.ts'
import type { Method } from './context.ts'

const setMyDefaultAdministratorRights: Method = ({ bot, params, world }) => {
  const rights = readRightsObject(params, 'rights') ?? rightsOf(() => false)
  const field = params.flag('for_channels') ? 'channels' : 'groups'
  bot.defaultRights = { ...bot.defaultRights, [field]: rights }
  world.touch()
  return true
}

const getMyDefaultAdministratorRights: Method = ({ bot, params }) => {
  const none = rightsOf(() => false)
  return params.flag('for_channels')
    ? rightsJson('channel', bot.defaultRights?.channels ?? none)
    : rightsJson('supergroup', bot.defaultRights?.groups ?? none)
}

/** Nobody boosts a chat here. */
const getUserChatBoosts: Method = (ctx) => {
  const id = ctx.params.integer('user_id', 0, 0)
  if (id === 0) throw badRequest('invalid user_id specified')
  const chat = chatToWrite(ctx)
  if (chat.kind !== 'supergroup' && chat.kind !== 'channel') throw badRequest("chat can't have boosts")
  if (!isAdmin(me(ctx, chat))) throw badRequest('not enough rights')
  if (!userOf(ctx.world, id)) throw badRequest('USER_ID_INVALID')
  return { boosts: [] }
}

/** Nobody connects a bot to a business account here. */
const getBusinessConnection: Method = () => {
  throw badRequest('business connection not found')
}

export const administratorMethods = {
  setMyDefaultAdministratorRights,
  getMyDefaultAdministratorRights,
  getUserChatBoosts,
  getBusinessConnection,
}
