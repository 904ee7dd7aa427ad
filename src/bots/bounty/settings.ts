import { z } from 'zod'
import type { SettingsOf } from '#platform/bot.ts'

const optional = z.string().trim().min(1).optional()
const address = z.url({ protocol: /^https?$/ })

export const settings = {
  GITHUB_TOKEN: {
    schema: optional,
    meaning: 'Fine-grained token with read access to pull requests; without one GitHub answers 60 questions an hour',
    secret: true,
  },
  GITHUB_API_URL: {
    schema: address.default('https://api.github.com'),
    meaning: 'GitHub’s REST API, or an Enterprise server’s (https://host/api/v3)',
  },
  GITHUB_WEBHOOK_SECRET: {
    schema: optional,
    meaning: 'Secret of GitHub’s webhook at POST /webhooks/github, which makes merges known at once; closed without it',
    secret: true,
  },
  PAYOUT_WEBHOOK_URL: {
    schema: address.optional(),
    meaning:
      'Receives POST {"user_id","assignment_id","amount_cents"} for every approved task; without it payments wait',
  },
  PAYOUT_SECRET: {
    schema: optional,
    meaning: 'Sent to the pay-out service as X-Payout-Secret',
    secret: true,
  },
  TAKES_MOST: {
    schema: z.coerce.number('write a whole number').int().min(1).max(100).default(5),
    meaning:
      'Tasks one person may hold at a time after many were paid; a newcomer holds 2, and one more for every 3 paid',
  },
} as const

export type Settings = SettingsOf<typeof settings>
