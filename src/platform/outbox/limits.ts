import { keyOfChat } from '../ops/chat-key.ts'
import { createWindow } from './window.ts'

/** Telegram's own guidance: 30 messages within any second in all; as buckets 1 a second in a chat with short bursts, 20 a minute in a group. */
export interface LimitProfile {
  perBot: { perSecond: number }
  perChat: { burst: number; perSecond: number }
  perGroup: { burst: number; perSecond: number }
}

export const TELEGRAM_LIMITS: LimitProfile = {
  perBot: { perSecond: 30 },
  perChat: { burst: 5, perSecond: 1 },
  perGroup: { burst: 20, perSecond: 20 / 60 },
}

/** All moments are those of the monotonic clock, in milliseconds: setting a date right must not open or close anything. */
export interface Limits {
  /** How many more messages the bot may send at this moment; 0 while it is paused. */
  room(bot: string, now: number): number
  /** Takes one message out of the buckets, or says how long the chat has to wait for its next one, be it for its own sake or the bot's. */
  take(bot: string, chat: number, now: number): number | undefined
  /** Nothing is sent for the bot until then. */
  pause(bot: string, until: number): void
  /** Telegram refused a message with retry_after. One chat that is told to wait waits alone; when a second one is, too, it is the bot that sends too much. */
  refused(bot: string, chat: number, until: number, now: number): void
  /** So many processes send: each has its part of what the bot may send. */
  share(senders: number): void
}

interface Bucket {
  tokens: number
  at: number
}

/** Methods that Telegram does not count as messages. */
export const isFree = (method: string) =>
  method === 'answerCallbackQuery' || method === 'sendChatAction' || method.startsWith('get')

const MOST_CHATS = 10_000
/** A little more than a second: one message takes longer on its way than the next. */
const SECOND_MS = 1_050

export function createLimits(profile: LimitProfile = TELEGRAM_LIMITS): Limits {
  const buckets = new Map<string, Bucket>()
  const pauses = new Map<string, number>()
  /** Until when a chat waits, whatever becomes of the lane that says so to others. */
  const refused = new Map<string, number>()
  const refusals = new Map<string, { chat: number; until: number }>()
  const said = new Map<string, ReturnType<typeof createWindow>>()
  let most = profile.perBot.perSecond
  const saidBy = (bot: string) => {
    const found = said.get(bot) ?? createWindow(SECOND_MS)
    said.set(bot, found)
    return found
  }
  const bucket = (key: string, { burst, perSecond }: LimitProfile['perChat'], now: number): Bucket => {
    const found = buckets.get(key)
    if (!found) {
      if (buckets.size > MOST_CHATS) buckets.clear()
      const made = { tokens: burst, at: now }
      buckets.set(key, made)
      return made
    }
    found.tokens = Math.min(burst, found.tokens + ((now - found.at) / 1000) * perSecond)
    found.at = now
    return found
  }
  return {
    room(bot, now) {
      if ((pauses.get(bot) ?? 0) > now) return 0
      return Math.max(0, most - saidBy(bot).count(now))
    },
    take(bot, chat, now) {
      const key = keyOfChat({ bot, chat })
      const paused = Math.max(pauses.get(bot) ?? 0, refused.get(key) ?? 0)
      if (paused > now) return paused - now
      const full = saidBy(bot).wait(most, now)
      if (full > 0) return full
      const rate = chat < 0 ? profile.perGroup : profile.perChat
      const own = bucket(key, rate, now)
      if (own.tokens < 1 - 1e-6) return Math.ceil(((1 - own.tokens) / rate.perSecond) * 1000)
      own.tokens -= 1
      saidBy(bot).add(now)
      return undefined
    },
    pause(bot, until) {
      pauses.set(bot, Math.max(pauses.get(bot) ?? 0, until))
    },
    refused(bot, chat, until, now) {
      const earlier = refusals.get(bot)
      const isBot = earlier !== undefined && earlier.chat !== chat && earlier.until > now
      if (isBot) this.pause(bot, Math.max(until, earlier.until))
      refusals.set(bot, { chat, until })
      if (refused.size > MOST_CHATS) for (const [key, end] of refused) if (end <= now) refused.delete(key)
      refused.set(keyOfChat({ bot, chat }), until)
    },
    share(senders) {
      most = Math.max(1, Math.floor(profile.perBot.perSecond / Math.max(1, senders)))
    },
  }
}
