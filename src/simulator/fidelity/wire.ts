const source = { status: 'source' } as const
const documented = (note?: string) => ({ status: 'documented', ...(note ? { note } : {}) }) as const

/** How well the methods on updates, webhooks and the bot itself are known. */
export const wireFidelity = {
  getUpdates: { ...source, note: 'the brakes on busy polling are a switch' },
  setWebhook: { ...source, note: 'as a local server; nothing is looked up or connected; strictness is a switch' },
  deleteWebhook: source,
  getWebhookInfo: { ...source, note: 'no synchronization errors' },
  getMe: source,
  logOut: documented('ten minutes without answers'),
  close: documented('429 in the first ten minutes after the launch'),
  setMyCommands: { ...source, note: "limits are the backend's, as documented" },
  deleteMyCommands: source,
  getMyCommands: source,
  setMyName: { ...source, note: "the error text is the backend's, as seen" },
  getMyName: source,
  setMyDescription: { ...source, note: "the error text is the backend's, guessed" },
  getMyDescription: source,
  setMyShortDescription: { ...source, note: "the error text is the backend's, guessed" },
  getMyShortDescription: source,
  setChatMenuButton: source,
  getChatMenuButton: source,
  sendMessage: { ...source, note: 'no link previews; phone numbers are found by a guess' },
  answerCallbackQuery: source,
  answerInlineQuery: documented('results by URL answer 501; limits and how long a query may be answered are guessed'),
  answerWebAppQuery: documented('results by URL answer 501'),
} as const
