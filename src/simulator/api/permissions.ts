import {
  MEDIA,
  type Permission,
  type Permissions,
  permissionsOf,
  type Right,
  type Rights,
  rightsOf,
} from '../world/right-names.ts'
import { badRequest } from './errors.ts'
import type { Params } from './params.ts'

type Fields = Record<string, unknown>

/** Reads `permissions`, or with `legacy` the older parameters of restrictChatMember. */
export function readPermissions(params: Params, { legacy }: { legacy: boolean }): Permissions {
  const independent = params.flag('use_independent_chat_permissions')
  if (params.text('permissions') === '' && legacy) return withImplied(fromLegacy(params), independent)
  const given = params.json('permissions', "can't parse permissions JSON object")
  if (given === undefined) throw badRequest("can't parse permissions JSON object")
  if (typeof given !== 'object' || given === null || Array.isArray(given))
    throw badRequest('object expected as permissions')
  return withImplied(fromObject(given as Fields), independent)
}

function fromObject(given: Fields): Permissions {
  const flag = (name: string) => flagOf(given, name, 'chat permissions')
  const media = flag('can_send_media_messages')
  return permissionsOf((permission) => {
    if (permission in given) return flag(permission)
    if (permission === 'can_manage_topics') return flag('can_pin_messages')
    if (permission === 'can_react_to_messages') return flag('can_send_messages')
    return isMedia(permission) && media
  })
}

function fromLegacy(params: Params): Permissions {
  const other = params.flag('can_send_other_messages') || params.flag('can_add_web_page_previews')
  const media = params.flag('can_send_media_messages')
  return permissionsOf((permission) => {
    if (permission === 'can_send_messages') return params.flag(permission) || media || other
    if (isMedia(permission)) return media || other
    return params.flag(permission)
  })
}

/** Of old, some permissions bring others along. */
function withImplied(permissions: Permissions, independent: boolean): Permissions {
  if (independent) return permissions
  const all = permissions.can_send_other_messages || permissions.can_add_web_page_previews
  const text = all || permissions.can_send_polls
  return permissionsOf(
    (permission) =>
      permissions[permission] || (isMedia(permission) && all) || (permission === 'can_send_messages' && text),
  )
}

const isMedia = (permission: Permission) => (MEDIA as readonly string[]).includes(permission)

/** The rights named by promoteChatMember's own parameters; any of them brings can_manage_chat. */
export const readRights = (params: Params): Rights =>
  complete(
    (right) => params.flag(right) || (right === 'can_manage_video_chats' && params.flag('can_manage_voice_chats')),
  )

/** ChatAdministratorRights as an object; undefined when there is none. */
export function readRightsObject(params: Params, name: string): Rights | undefined {
  const given = params.json(name, `can't parse ${name} JSON object`)
  if (given === undefined) return undefined
  if (typeof given !== 'object' || given === null || Array.isArray(given))
    throw badRequest('object expected as administrator rights')
  return complete((right) => flagOf(given as Fields, right, 'administrator rights'))
}

function complete(has: (right: Right) => boolean): Rights {
  const rights = rightsOf(has)
  return Object.values(rights).some(Boolean) ? { ...rights, can_manage_chat: true } : rights
}

function flagOf(given: Fields, name: string, what: string): boolean {
  const value = given[name]
  if (value === undefined || value === null) return false
  if (typeof value !== 'boolean') throw badRequest(`can't parse ${what}: Field "${name}" must be of type Boolean`)
  return value
}
