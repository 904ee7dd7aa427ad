import type { Contact, Message, Update, Venue } from '@grammyjs/types'
import type { Fault } from './api/faults.ts'
import type { Clock } from './clock.ts'
import type { FetchUrls } from './core.ts'
import type { ChatLike, GroupActs, SimBot, SimGroup, SimPerson } from './groups.ts'
import type { GithubStandIn } from './standins/github.ts'
import type { GithubAccountsStandIn } from './standins/github-accounts.ts'
import type { LlmStandIn } from './standins/llm/llm.ts'
import type { PayoutStandIn } from './standins/payouts.ts'
import type { SheetsStandIn } from './standins/sheets/sheets.ts'
import type { Answer, Call, Entry, FileKind, InlineAnswer, Language, Lint, Unsent, UpdateLog, Words } from './types.ts'
import type * as actions from './world/actions.ts'
import type { NewPoll } from './world/sends.ts'
import type { Given } from './world/shares.ts'
import type { WorldSpec } from './world/spec.ts'
import type { BotSpec } from './world/world.ts'

export interface SimulatorOptions {
  /** Real time, which may be sped up or moved over HTTP, unless a test passes a clock that it moves by hand. */
  clock?: Clock
  host?: string
  /** 0, the default, takes a free port. */
  port?: number
  /** Keeps the whole world in this file, the files' bytes in a folder beside it. */
  stateFile?: string
  /** The built page; without it `/` says how to build it. */
  pageFolder?: string
  /** `fresh` moves a pull request's dates to the moment it is first asked for. */
  githubDates?: 'recorded' | 'fresh'
  /** Slows down bots that poll, connect or set webhooks too often, as Telegram does. Off, tests need not wait. */
  brakes?: boolean
  /** Takes only webhooks that Telegram's own server takes: https, four ports, no address of a private network. */
  strictWebhookUrl?: boolean
  /** Off, nobody looks at the bots' calls: a little faster. */
  lints?: boolean
  /** The secret the payout stand-in expects in X-Payout-Secret. */
  payoutSecret?: string
  /** With one, the payout receiver refuses what is not signed, wrongly signed or late. */
  payoutSigningKey?: string
  /** The API key the LLM stand-in expects as a bearer token; `sk-simulated` unless said. */
  llmKey?: string
  /**
   * `loopback`: a file given by URL is fetched from this machine. `samples`: the same, and every other URL gives a small
   * sample of its kind, as if it had been there. Otherwise every URL is refused. Nothing is ever fetched from the network.
   */
  fetchUrls?: FetchUrls
  /** `presses` answers null at once instead of waiting up to 15 s for the bot. */
  fastCallbacks?: boolean
  /** What whoever runs the bots has still to send, for the inspector: asked each time it is shown. */
  outbox?: () => Promise<readonly Unsent[]>
  /** Is given everything that happens, as lines of JSON without tokens: see replay.ts. */
  recording?: (line: string) => void
  /** People, bots and chats that are there from the beginning. */
  world?: WorldSpec
}

export interface PersonSpec {
  language?: Language
  id?: number
  username?: string
  last_name?: string
  bio?: string
  about?: Words
}

export interface SayOptions {
  replyTo?: number
  /** The topic's id. */
  thread?: number
  /** A channel on whose behalf it is said. */
  as?: SimGroup
}

export interface FileSpec {
  kind: Exclude<FileKind, 'thumbnail'>
  name: string
  bytes: Buffer
  mime?: string
  caption?: string
  /** Seconds, for what is heard or seen to move. */
  duration?: number
  /** A picture's own size is read from its bytes. */
  width?: number
  height?: number
  title?: string
  performer?: string
}

export interface ReplySpec {
  replyTo?: number
  /** Words of the message that is answered. */
  quote?: string
}

/** A small Telegram on one's own machine, with people who write to bots, and stand-ins for GitHub, a payout receiver, an LLM and Google Sheets. */
export interface Simulator extends GroupActs {
  /** The Bot API's root; also where the page, /github and /payouts are. */
  url: string
  /** Registers a bot; the same username is the same bot. */
  bot(spec: BotSpec): SimBot
  /** Registers a person; found again by id, else username, else name. */
  person(name: string, spec?: PersonSpec): SimPerson
  /** A supergroup, found again by title: the first person is its creator. Bots have privacy mode on unless they are `admins`. */
  group(title: string, members: (SimPerson | SimBot)[], options?: { admins?: (SimPerson | SimBot)[] }): SimGroup
  says(person: SimPerson, chat: ChatLike, text: string, options?: SayOptions & ReplySpec): Message
  /** Presses an inline button, by place or by label (the newest message that has it); a reply-keyboard label is said. */
  presses(person: SimPerson, chat: ChatLike, messageId: number, row: number, column: number): Promise<Answer | null>
  presses(person: SimPerson, chat: ChatLike, label: string): Promise<Answer | null>
  edits(person: SimPerson, chat: ChatLike, messageId: number, text: string): Message
  /** Presses a reply keyboard's button that asks for something: a contact, a place, a poll, people or a chat. */
  shares(person: SimPerson, chat: ChatLike, label: string, given?: Given): Message
  sendsFile(person: SimPerson, chat: ChatLike, file: FileSpec): Message
  sendsAlbum(person: SimPerson, chat: ChatLike, files: FileSpec[]): Message[]
  /** A sticker of the world's own set, by its emoji: 👍, 😀 or 🎉. */
  sendsSticker(person: SimPerson, chat: ChatLike, emoji: string): Message
  /** The person's own contact unless another is given. */
  sendsContact(person: SimPerson, chat: ChatLike, contact?: Contact): Message
  sendsVenue(person: SimPerson, chat: ChatLike, venue: Venue): Message
  sendsDice(person: SimPerson, chat: ChatLike, emoji?: string): Message
  sendsPoll(person: SimPerson, chat: ChatLike, poll: NewPoll): Message
  /** Chooses options of a poll by their numbers; none takes the vote back. */
  votes(person: SimPerson, pollId: string, options: number[]): void
  forwards(person: SimPerson, from: ChatLike, messageId: number, to: ChatLike): Message
  deletes(person: SimPerson, chat: ChatLike, messageId: number): void
  /** The newest picture of a person's profile. */
  hasPhoto(person: SimPerson, bytes: Buffer): void
  /** Every path that getFile gave is dead from now on. */
  forgetsLinks(): void
  sendsLocation(person: SimPerson, chat: ChatLike, place: actions.Place): Message
  /** Moves a live location; null stops it. */
  movesLocation(person: SimPerson, chat: ChatLike, messageId: number, place: actions.Place | null): Message
  blocks(person: SimPerson, bot: SimBot, blocked: boolean): void
  /** Deletes the person's account. */
  deactivates(person: SimPerson): void
  /** Gives a bot another token, which is returned; the old one is refused. */
  revokesToken(bot: SimBot): string
  /** The signed address of the Mini App behind a button, or behind the menu button. */
  opensApp(person: SimPerson, chat: ChatLike, label?: string): string
  /** What a Mini App opened from the keyboard sends. */
  sendsData(person: SimPerson, chat: ChatLike, label: string, data: string): Message
  /** Follows a link such as https://t.me/shop_bot?start=abc; with ?startgroup= into a group. */
  follows(person: SimPerson, link: string, group?: SimGroup): Message
  /** Types `@bot query` in a chat; null when the bot does not answer in time. */
  asksInline(
    person: SimPerson,
    chat: ChatLike,
    bot: SimBot,
    query: string,
    offset?: string,
  ): Promise<InlineAnswer | null>
  /** Taps a result of an answer: it is said in the chat. */
  choosesInline(person: SimPerson, chat: ChatLike, answer: InlineAnswer, result: string): Message
  /** Shares what a bot has prepared with savePreparedInlineMessage, from a Mini App. */
  sharesPrepared(person: SimPerson, chat: ChatLike, id: string): Message
  /** What the person sees, oldest first. */
  transcript(person: SimPerson, chat: ChatLike): Entry[]
  /** Bot API calls, oldest first. */
  calls(bot?: SimBot): Call[]
  /** Updates made for bots, oldest first, with what became of them. */
  updates(bot?: SimBot): (UpdateLog & { update: Update })[]
  /** The next calls that fit go wrong in this way. */
  fault(fault: Fault): void
  clearFaults(): void
  /** What bots should not do though Telegram puts up with it, oldest first. */
  lints(bot?: SimBot): Lint[]
  /** Updates on their way: webhook deliveries not in a pause, and what polling bots have not confirmed. */
  pending(): number
  /** Resolves when nothing is pending. */
  settled(): Promise<void>
  github: GithubStandIn
  githubAccounts: GithubAccountsStandIn
  payouts: PayoutStandIn
  /** By the OpenAI protocol at `${url}/llm/v1`. */
  llm: LlmStandIn
  /** Google Sheets at `${url}/sheets/`. */
  sheets: SheetsStandIn
  close(): Promise<void>
}
