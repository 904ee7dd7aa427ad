import type { Message, Update } from '@grammyjs/types'
import { type Notes, noNotes, Work, type Workplace } from '../jobs/context.ts'
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
  const notes: UpdateNotes = {
    ...noNotes(),
    begun: undefined,
    answered: false,
    language: scene.person.language,
    args: '',
  }
  return { ctx: new Handling(scene, notes), notes }
}

class Handling extends Work implements Context {
  readonly chat: number
  readonly isPrivate: boolean
  readonly person: Person
  readonly message: Message | undefined
  readonly update: Update
  private readonly scene: Scene
  private readonly notes: UpdateNotes

  constructor(scene: Scene, notes: UpdateNotes) {
    const { update, person } = scene
    const { bot, transaction, now, log, outside, superadmins, notifications, operate } = scene
    const actor = person.id === 0 ? undefined : person.id
    super({ bot, transaction, now, log, outside, superadmins, notes, notifications, actor, operate })
    const message = update.message ?? update.edited_message ?? update.callback_query?.message
    this.chat = scene.chat
    this.isPrivate = scene.isPrivate
    this.person = person
    this.message = message && 'from' in message ? (message as Message) : undefined
    this.update = update
    this.scene = scene
    this.notes = notes
  }

  get language(): Language {
    return this.notes.language
  }

  get args(): string {
    return this.notes.args
  }

  get inbox(): Inbox {
    const { transaction, bot, person, notifications = {}, now } = this.scene
    return inboxOf(transaction, { bot, person: person.id }, notifications, now)
  }

  reply(what: Sayable, options: SendOptions = {}): void {
    this.send(this.chat, what, options)
  }

  show(what: Sayable, options: SendOptions = {}): void {
    const pressed = this.update.callback_query?.message
    if (pressed) this.edit(this.chat, pressed.message_id, what, options)
    else this.send(this.chat, what, options)
  }

  answer(what: Sayable, { alert = false }: { alert?: boolean } = {}): void {
    const query = this.update.callback_query
    if (!query) return
    this.notes.answered = true
    this.notes.messages.push({ kind: 'answer', chat: this.chat, query: query.id, what, alert })
  }

  call(method: string, payload: object, options: SendOptions & FollowUp = {}): void {
    this.notes.messages.push({ kind: 'call', chat: this.chat, method, payload, options })
  }

  session<T extends object>(session: Session<T>): T {
    return this.scene.memory.of(session)
  }

  begin<A extends Answers>(dialog: Beginning<A>, known: Partial<A> = {}): void {
    this.notes.begun = { dialog: dialog.name, answers: known as Answers }
  }

  async speak(language: Language): Promise<void> {
    if (!isLanguage(language)) throw new Error('not a language of ours')
    this.notes.language = language
    await chooseLanguage(this.scene.transaction, this.person.id, language)
  }

  async nameOf(messageId: number): Promise<string | undefined> {
    const { rows } = await this.scene.transaction.query<{ name: string }>(
      'select name from posthouse.named_messages where bot = $1 and chat = $2 and message_id = $3 order by sent_at desc limit 1',
      [this.bot, this.chat, messageId],
    )
    return rows[0]?.name
  }
}
