// biome-ignore-all lint/suspicious/noExplicitAny: a list of webhooks has bodies and outsides of many types
import type { ZodType } from 'zod'
import type { JobContext } from './job.ts'

export type WebhookHeaders = Readonly<Record<string, string | undefined>>

/** A request of another system, as it came: nobody has vouched for it yet. */
export interface Knock<Outside = unknown> {
  /** Names in lower case; what was sent twice is joined with commas. */
  readonly headers: WebhookHeaders
  /** The body's bytes, over which the other side signed. */
  readonly raw: Buffer
  readonly now: Date
  /** What the bot's `connect` returned. */
  readonly outside: Outside
}

/**
 * `key` names the delivery: another one with the same key changes nothing, for eight days. 401: not who it claims to be.
 * 400: cannot be a delivery. 404: this webhook is not in use (its secret is not set).
 */
export type Admission = { readonly key: string } | { readonly refuse: 400 | 401 | 404 }

export interface WebhookSpec<Body, Outside> {
  /** Is it who it claims to be, and which delivery is it? Pure; secrets are compared in constant time. */
  admit(knock: Knock<Outside>): Admission
  /** What the body has to be; anything else is answered 400. */
  readonly body: ZodType<Body>
  /** Runs once for each key, in the transaction that remembers the key. Notes as in a job; never the network. */
  receive(ctx: JobContext, delivery: { readonly headers: WebhookHeaders; readonly body: Body }): Promise<void> | void
}

export interface Webhook<Body = unknown, Outside = unknown> extends WebhookSpec<Body, Outside> {
  readonly kind: 'webhook'
}

export type AnyWebhook = Webhook<any, any>

/**
 * Requests of another system (GitHub, a pay-out service) at `POST /webhooks/<name>`, the name being its key in `webhooks`.
 * Plain data; nothing listens until a bot that lists it is started.
 * @example webhooks: { github: webhook({ admit: signed, body: eventSchema, receive: async (ctx, { body }) => … }) }
 */
export const webhook = <Body, Outside>(spec: WebhookSpec<Body, Outside>): Webhook<Body, Outside> => ({
  kind: 'webhook',
  ...spec,
})
