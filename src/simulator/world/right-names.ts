/** Every administrator right of Bot API 10.3. */
export const RIGHTS = [
  'is_anonymous',
  'can_manage_chat',
  'can_delete_messages',
  'can_manage_video_chats',
  'can_restrict_members',
  'can_promote_members',
  'can_change_info',
  'can_invite_users',
  'can_post_stories',
  'can_edit_stories',
  'can_delete_stories',
  'can_post_messages',
  'can_edit_messages',
  'can_pin_messages',
  'can_manage_topics',
  'can_manage_direct_messages',
  'can_manage_tags',
  'can_send_welcome_messages',
] as const
export type Right = (typeof RIGHTS)[number]
export type Rights = Record<Right, boolean>

/** What members may do, of themselves or by the chat's default. */
export const MEDIA = [
  'can_send_audios',
  'can_send_documents',
  'can_send_photos',
  'can_send_videos',
  'can_send_video_notes',
  'can_send_voice_notes',
] as const
export const PERMISSIONS = [
  'can_send_messages',
  ...MEDIA,
  'can_send_polls',
  'can_send_other_messages',
  'can_add_web_page_previews',
  'can_react_to_messages',
  'can_edit_tag',
  'can_change_info',
  'can_invite_users',
  'can_pin_messages',
  'can_manage_topics',
] as const
export type Permission = (typeof PERMISSIONS)[number]
export type Permissions = Record<Permission, boolean>

export const rightsOf = (has: (right: Right) => boolean): Rights =>
  Object.fromEntries(RIGHTS.map((right) => [right, has(right)])) as Rights

export const permissionsOf = (has: (permission: Permission) => boolean): Permissions =>
  Object.fromEntries(PERMISSIONS.map((permission) => [permission, has(permission)])) as Permissions
