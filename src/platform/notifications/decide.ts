import type { Channel, SkipReason, TelegramState } from './notice.ts'
import { type QuietHours, quietUntil } from './quiet-hours.ts'

/** What a person has chosen, as far as it concerns one notification. */
export interface Wishes {
  inApp: boolean | undefined
  telegram: boolean | undefined
  /** `until` undefined: until they unmute. */
  mute: { until: Date | undefined } | undefined
  quiet: QuietHours | undefined
  /** The chat refuses the carrying bot's messages. */
  isUnreachable: boolean
}

export interface Matter {
  channels: readonly Channel[]
  essential: boolean
  isUrgent: boolean
}

export interface Decision {
  inApp: boolean
  telegram: TelegramState & ('waiting' | 'queued' | 'skipped')
  reason?: SkipReason
  /** For one that waits; undefined: until the person unmutes. */
  notBefore?: Date | undefined
  /** It comes without a sound. */
  silent?: boolean
}

/** Where a notification goes now. Pure. Whom Telegram does not reach has it in /inbox, whatever was chosen. */
export function decide({ channels, essential, isUrgent }: Matter, wishes: Wishes, now: Date): Decision {
  const wants = (channel: Channel, chosen: boolean | undefined) =>
    essential ? channels.includes(channel) || chosen === true : (chosen ?? channels.includes(channel))
  const inApp = wants('in_app', wishes.inApp)
  if (!wants('telegram', wishes.telegram)) return { inApp, telegram: 'skipped', reason: 'preference' }
  if (wishes.isUnreachable) return { inApp: true, telegram: 'skipped', reason: 'unreachable' }
  const { mute, quiet } = wishes
  if (isUrgent) return { inApp, telegram: 'queued', silent: isMuted(mute, now) }
  if (mute && mute.until === undefined) return { inApp, telegram: 'waiting', notBefore: undefined }
  const ends = [mute?.until, quiet && quietUntil(quiet, now)].filter(
    (end): end is Date => end !== undefined && end > now,
  )
  if (ends.length === 0) return { inApp, telegram: 'queued' }
  return { inApp, telegram: 'waiting', notBefore: ends.reduce((a, b) => (a > b ? a : b)) }
}

const isMuted = (mute: Wishes['mute'], now: Date) =>
  mute !== undefined && (mute.until === undefined || mute.until > now)
