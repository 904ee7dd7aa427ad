import type { Message, Update } from '@grammyjs/types'
import { jobContext, type Notes, noNotes, type Workplace } from '../jobs/context.ts'
import type { JobContext } from '../jobs/job.ts'
import { type Inbox, inboxOf } from '../notifications/inbox.ts'
import type { FollowUp, SendOptions } from '../outbox/notes.ts'
import { isLanguage, type Language } from '../people/language.ts'
import { chooseLanguage, type Person } from '../people/people.ts'
import type { Sayable } from '../telegram/text.ts'
import type { Answers, Beginning } from './answers.ts'
import type { Memory, Session } from './session.ts'

/**
 * What a handler gets. `db` is awaited: it reads and writes in this update's transaction. Everything else is a note,
 * written when the transaction commits: a handler that throws has said nothing, queued nothing, moved no one.
 */
export interface Context extends JobContext {
  /** Telegram's chat id. */
  readonly chat: number
  readonly isPrivate: boolean
  readonly person: Person
  readonly language: Language
  /** What follows the command, trimmed: '' for `/take`, '#17' for `/take #17`. */
  readonly args: string
  readonly message: Message | undefined
  readonly update: Update
  /** Says something in this chat. */
  reply(what: Sayable, options?: SendOptions): void
  /** Replaces the message whose button was pressed; without a press it replies. For lists, cards and pages. */
  show(what: Sayable, options?: SendOptions): void
  /** Answers the button press with a toast, or with a window that must be closed. */
  answer(what: Sayable, options?: { alert?: boolean }): void
  /** Any method of the Bot API in this chat, as a note; `then` names the handler in `results` that is told the outcome. */
  call(method: string, payload: object, options?: SendOptions & FollowUp): void
  /** What the bot remembers of this chat under that name; change the object, and it is stored when the update commits. */
  session<T extends object>(session: Session<T>): T
  /** Starts a dialog here, for this person; answers known already are not asked again. */
  begin<A extends Answers>(dialog: Beginning<A>, known?: Partial<A>): void
  /** Changes the person's language for good; what is said from now on is said in it. */
  speak(language: Language): Promise<void>
  /** What this bot has notified the person of, and how they want to be notified. For screens other than the common `inbox`. */
  readonly inbox: Inbox
  /** The name that was given to a message (`as`), or undefined. */
  nameOf(messageId: number): Promise<string | undefined>
}

/** The notes of a handler of an update: those of a job, and where the person goes next. */
export interface UpdateNotes extends Notes {
  begun: { dialog: string; answers: Answers } | undefined
  answered: boolean
  language: Language
  /** What follows the command, known once it is routed. */
  args: string
}

export interface Scene extends Omit<Workplace, 'notes' | 'actor'> {
  update: Update
  chat: number
  isPrivate: boolean
  person: Person
  memory: Memory
}

export function createContext(scene: Scene): { ctx: Context; notes: UpdateNotes } {
  const { transaction, bot, update, chat, person } = scene
  const notes: UpdateNotes = { ...noNotes(), begun: undefined, answered: false, language: person.language, args: '' }
  const query = update.callback_query
  const message = update.message ?? update.edited_message ?? query?.message
  const full = message && 'from' in message ? (message as Message) : undefined
  const base = jobContext({ ...scene, notes, ...(person.id ? { actor: person.id } : {}) })
  const { now, log, outside, holders, someone, send, sendFile, edit, enqueue, audit, history, verifyAudit, committed } =
    base
  const { notify, broadcast, broadcasts } = base
  const ctx: Context = {
    bot,
    now,
    log,
    outside,
    holders,
    someone,
    send,
    sendFile,
    edit,
    enqueue,
    notify,
    broadcast,
    broadcasts,
    audit,
    history,
    verifyAudit,
    committed,
    get db() {
      return base.db
    },
    get operations() {
      return base.operations
    },
    get inbox() {
      return inboxOf(transaction, { bot, person: person.id }, scene.notifications ?? {}, now)
    },
    chat,
    isPrivate: scene.isPrivate,
    person,
    get language() {
      return notes.language
    },
    get args() {
      return notes.args
    },
    message: full,
    update,
    reply: (what, options = {}) => base.send(chat, what, options),
    show: (what, options = {}) => {
      if (query?.message) base.edit(chat, query.message.message_id, what, options)
      else base.send(chat, what, options)
    },
    answer: (what, { alert = false } = {}) => {
      if (!query) return
      notes.answered = true
      notes.messages.push({ kind: 'answer', chat, query: query.id, what, alert })
    },
    call: (method, payload, options = {}) => {
      notes.messages.push({ kind: 'call', chat, method, payload, options })
    },
    session: (session) => scene.memory.of(session),
    begin: (dialog, known = {}) => {
      notes.begun = { dialog: dialog.name, answers: known as Answers }
    },
    async speak(language) {
      if (!isLanguage(language)) throw new Error('not a language of ours')
      notes.language = language
      await chooseLanguage(transaction, person.id, language)
    },
    async nameOf(messageId) {
      const { rows } = await transaction.query<{ name: string }>(
        'select name from posthouse.named_messages where bot = $1 and chat = $2 and message_id = $3 order by sent_at desc limit 1',
        [bot, chat, messageId],
      )
      return rows[0]?.name
    },
  }
  return { ctx, notes }
}
