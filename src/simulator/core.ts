import type { Faults } from './api/faults.ts'
import type { WebhookTurns } from './api/webhook-turns.ts'
import type { Lints } from './lint/lints.ts'
import type { Polling } from './updates/polling.ts'
import type { Webhooks } from './updates/webhook.ts'
import type { Waiting } from './world/callbacks.ts'
import type { World } from './world/world.ts'

/** From this machine; or this machine and, for every other address, a sample in its place. */
export type FetchUrls = 'loopback' | 'samples'

/** The running parts, as the routes and methods need them. */
export interface Core {
  world: World
  polling: Polling
  webhooks: Webhooks
  waiting: Waiting
  faults: Faults
  /** Whether a file given by URL is fetched, and from where. */
  fetchUrls?: FetchUrls | undefined
  /** setWebhook and deleteWebhook calls that are not done yet. */
  webhookTurns: WebhookTurns
  lints: Lints
}
