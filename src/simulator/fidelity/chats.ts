const source = { status: 'source' } as const
const documented = (note?: string) => ({ status: 'documented', ...(note ? { note } : {}) }) as const
const guessed = (note: string) => ({ status: 'guessed', note }) as const

/** The calls' walk was read in the open server of 2024, the library's part in stored versions of 2023 to 2026. */
const UNREAD = 'the words of its refusals were not compared with the source'

/** How well each method on chats, members, links, topics, pins and reactions is known. */
export const chatsFidelity = {
  getChat: { ...source, note: 'slow mode, sticker sets and business fields never occur' },
  getChatMember: source,
  getChatAdministrators: source,
  getChatMemberCount: source,
  leaveChat: source,
  setChatTitle: documented(UNREAD),
  setChatDescription: documented(UNREAD),
  setChatPhoto: documented(`${UNREAD}; a picture is not cut to a square`),
  deleteChatPhoto: documented('CHAT_NOT_MODIFIED when there is none'),
  setChatPermissions: documented(`${UNREAD}; that public groups keep two of them off is as suites of libraries show`),
  setChatStickerSet: documented('always refused: no group here may have one'),
  deleteChatStickerSet: documented('always refused: no group here may have one'),
  banChatMember: {
    ...source,
    note: "the backend's PARTICIPANT_ID_INVALID and, in basic groups, CHAT_ADMIN_REQUIRED are as observed",
  },
  unbanChatMember: source,
  restrictChatMember: { ...source, note: 'which permissions bring others along is as documented' },
  promoteChatMember: {
    ...source,
    note: 'USER_NOT_PARTICIPANT, CHAT_ADMIN_REQUIRED and RIGHT_FORBIDDEN come from the backend and are guessed in place',
  },
  setChatAdministratorCustomTitle: source,
  setChatMemberTag: guessed('newer than the source; its refusals follow those of custom titles'),
  banChatSenderChat: { ...source, note: 'that it takes a person, too, is as suites of libraries show' },
  unbanChatSenderChat: { ...source, note: 'that it takes a person, too, is as suites of libraries show' },
  exportChatInviteLink: source,
  createChatInviteLink: {
    ...source,
    note: 'EXPIRE_DATE_INVALID and USAGE_LIMIT_INVALID are the documented MTProto errors',
  },
  editChatInviteLink: { ...source, note: 'what the backend says of unknown and primary links is guessed' },
  createChatSubscriptionInviteLink: documented(
    'the words of its refusals are guessed; nobody can pay, so nobody comes by it',
  ),
  editChatSubscriptionInviteLink: documented('what the backend says of other links is guessed'),
  revokeChatInviteLink: { ...source, note: 'what the backend says of unknown links is guessed' },
  approveChatJoinRequest: documented('HIDE_REQUESTER_MISSING and USER_ALREADY_PARTICIPANT as observed'),
  declineChatJoinRequest: documented('HIDE_REQUESTER_MISSING and USER_ALREADY_PARTICIPANT as observed'),
  createForumTopic: { ...source, note: 'in private chats as documented; any number is taken as an icon' },
  editForumTopic: { ...source, note: 'TOPIC_NOT_MODIFIED and TOPIC_ID_INVALID as observed' },
  closeForumTopic: source,
  reopenForumTopic: source,
  deleteForumTopic: source,
  unpinAllForumTopicMessages: documented(),
  editGeneralForumTopic: source,
  closeGeneralForumTopic: source,
  reopenGeneralForumTopic: documented('opening shows General again'),
  hideGeneralForumTopic: documented('hiding closes General'),
  unhideGeneralForumTopic: documented(),
  unpinAllGeneralForumTopicMessages: documented(),
  getForumTopicIconStickers: guessed('six of the icons; their files cannot be downloaded'),
  pinChatMessage: documented(UNREAD),
  unpinChatMessage: documented(UNREAD),
  unpinAllChatMessages: documented(UNREAD),
  setMessageReaction: { ...source, note: 'REACTION_INVALID and REACTIONS_TOO_MANY as documented for MTProto' },
  deleteMessageReaction: guessed('newer than the source'),
  deleteAllMessageReactions: guessed('newer than the source'),
  getBusinessConnection: documented('nobody has one here: always refused'),
  getUserChatBoosts: documented('nobody boosts here: always empty'),
  setMyDefaultAdministratorRights: documented(
    'how the rights are parsed and which are shown was not compared with the source',
  ),
  getMyDefaultAdministratorRights: documented(
    'how the rights are parsed and which are shown was not compared with the source',
  ),
} as const
