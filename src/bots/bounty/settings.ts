import { z } from 'zod'
import type { SettingsOf } from '#platform/bot.ts'
import { parseMoney } from './money.ts'

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
  GITHUB_OAUTH_CLIENT_ID: {
    schema: optional,
    meaning:
      'Client id of an OAuth app with the device flow on: people prove their GitHub account by entering a code; needs SECRET_KEY',
  },
  GITHUB_WEB_URL: {
    schema: address.default('https://github.com'),
    meaning: 'Where people sign in to GitHub, or an Enterprise server',
  },
  SECRET_KEY: {
    schema: z.string().trim().min(32, 'at least 32 characters').optional(),
    meaning: 'Root of what the bot seals and signs itself: sign-in codes on their way, codes for pull requests',
    secret: true,
  },
  LINK_UNPROVEN: {
    schema: z
      .enum(['yes', 'no'], 'write yes or no')
      .default('no')
      .transform((word) => word === 'yes'),
    meaning: 'A stated GitHub login is enough, without proof; for trying out only, refused in production',
    example: 'no',
  },
  LINK_CODE_MOST: {
    schema: z
      .string()
      .default('50.00')
      .transform((text, ctx) => {
        const cents = parseMoney(text)
        if (cents === undefined) ctx.addIssue({ code: 'custom', message: 'write an amount like 50.00' })
        return cents ?? z.NEVER
      }),
    meaning: 'Up to this reward a stated account may prove itself by a code in the pull request; needs SECRET_KEY',
    example: '50.00',
  },
} as const

export type Settings = SettingsOf<typeof settings>
