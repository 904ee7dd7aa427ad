/**
 * The public door: all that a bot author needs, and the only file of the platform a bot has to import.
 * A bot is plain data made by `bot`, `dialog` and `job`; see `examples/reminder` and docs/writing-a-bot.md.
 */
export { type Db, isUniqueViolation } from './db/database.ts'
export {
  type Again,
  type AnyJob,
  again,
  type Call,
  type EnqueueOptions,
  type Job,
  type JobContext,
  type Json,
  job,
  type Notification,
  type Reading,
} from './jobs/job.ts'
export { type AnyWebhook, type Knock, type Webhook, type WebhookHeaders, webhook } from './jobs/webhook.ts'
export type { Audience, Broadcast } from './notifications/broadcast.ts'
export type { BroadcastProgress, BroadcastState, Broadcasts } from './notifications/broadcasts.ts'
export type { Kept, KeptPage } from './notifications/history.ts'
export type { Inbox } from './notifications/inbox.ts'
export type { Channel, NotificationType, NotificationTypes, Priority } from './notifications/notice.ts'
export type { Preferences } from './notifications/preferences.ts'
export type { QuietHours } from './notifications/quiet-hours.ts'
export { after, type Clock, days, hours, minutes, seconds } from './ops/clock.ts'
export { messageOf } from './ops/errors.ts'
export type { Log } from './ops/log.ts'
export type { CounterOf, GaugeOf, HistogramOf, Metrics } from './ops/metrics.ts'
export { Refusal } from './ops/refusal.ts'
export type { SendOptions } from './outbox/notes.ts'
export type { AuditEvent } from './people/audit-history.ts'
export type { Finding } from './people/audit-inspect.ts'
export type { AuditReport } from './people/audit-verify.ts'
export { isLanguage, LANGUAGES, type Language } from './people/language.ts'
export type { Person } from './people/people.ts'
export { type Button, type Buttons, button, linkButton, singleUse } from './telegram/buttons.ts'
export {
  bold,
  code,
  fmt,
  italic,
  join,
  link,
  type Part,
  type Phrase,
  quote,
  type Sayable,
  spoiler,
} from './telegram/text.ts'
export { lines, plural, type SameKeys, texts } from './telegram/texts.ts'
export type { TextFile } from './telegram/upload.ts'
export type { Answers } from './updates/answers.ts'
export {
  type Bot,
  bot,
  type CallResult,
  type Connection,
  type Handler,
  only,
  press,
  privately,
  type SettingsOf,
  type SettingsTable,
} from './updates/bot.ts'
export type { Context } from './updates/context.ts'
export { type Dialog, dialog } from './updates/dialog.ts'
export { cancel, chooseLanguage, language } from './updates/everyday.ts'
export { inboxButtons } from './updates/notifications/buttons.ts'
export { inbox } from './updates/notifications/inbox.ts'
export { quietHours } from './updates/notifications/quiet-hours.ts'
export { type Answer, choice, type Reader, reader, text, whole } from './updates/reader.ts'
export { type Session, session } from './updates/session.ts'
