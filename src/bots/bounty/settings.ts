import { z } from 'zod'
import type { SettingsOf } from '#platform/bot.ts'
import { isCountry } from './countries.ts'
import { parseMoney } from './money.ts'

const optional = z.string().trim().min(1).optional()
const address = z.url({ protocol: /^https?$/ })

/** `50.00` → cents. */
const amount = z
  .string()
  .transform((text, ctx) => {
    const cents = /^0+(?:\.0+)?$/.test(text.trim()) ? 0 : parseMoney(text)
    if (cents === undefined) ctx.addIssue({ code: 'custom', message: 'must be an amount like 50.00' })
    return cents ?? 0
  })
  .optional()
const countries = z
  .string()
  .transform((text, ctx) => {
    const codes = text
      .toUpperCase()
      .split(/[\s,]+/)
      .filter(Boolean)
    const bad = codes.find((code) => !isCountry(code))
    if (bad !== undefined)
      ctx.addIssue({ code: 'custom', message: 'write countries by their two letters, like UA, PL' })
    return codes
  })
  .optional()
const onOff = z.enum(['on', 'off'])

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
  GITHUB_COMMENTS: {
    schema: onOff.default('off'),
    meaning:
      'Whether who is paid may have a receipt written at the pull request; GITHUB_TOKEN must be allowed to write comments there, and SECRET_KEY signs',
  },
  PAYOUT_WEBHOOK_URL: {
    schema: address.optional(),
    meaning:
      'Receives POST {"user_id","assignment_id","amount_cents"} for every approved task; https:// in production; without it payments wait',
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
  GITHUB_ACCOUNT_DAYS: {
    schema: z.coerce.number('write a number of days').int().min(0).max(3650).default(90),
    meaning: 'A GitHub account has to be so many days old before its owner takes a task; 0: of any age',
  },
  FIRST_TASK_MOST: {
    schema: amount,
    meaning: 'Whoever was never paid may take tasks up to this; 0.00: any',
    example: '100.00 in production, else any',
  },
  PAYOUT_SIGNING_KEY: {
    schema: optional,
    meaning:
      'Signs every request to the pay-out service, and its callbacks; the receiver must refuse old timestamps. Needed in production',
    secret: true,
  },
  PAYOUT_SIGNING_KEY_NEXT: {
    schema: optional,
    meaning: 'A second key that callbacks may be signed with, while keys are exchanged',
    secret: true,
  },
  PAYOUT_MODE: {
    schema: z.enum(['live', 'shadow'], 'write live or shadow').default('live'),
    meaning:
      'shadow: all runs as it would, and no payment is sent; what waits then goes out when it is live again and an admin has released it',
  },
  PAYOUT_LOOKUP: {
    schema: onOff.default('on'),
    meaning: 'Whether the pay-out service answers GET ?idempotency_key=; off: a person settles what is in doubt',
  },
  STRIPE_SECRET_KEY: {
    schema: z
      .string()
      .trim()
      .regex(/^(sk|rk)_(test|live)_\w{8,200}$/, 'write a key that begins with sk_ or rk_')
      .optional(),
    meaning:
      'Pays by Stripe Connect instead of PAYOUT_WEBHOOK_URL: a transfer to the account that each payee names with /payee',
    secret: true,
  },
  STRIPE_API_URL: {
    schema: address.default('https://api.stripe.com'),
    meaning: 'Stripe’s API, or a stand-in for trying out',
  },
  PAYOUT_AUTO_MOST: {
    schema: amount,
    meaning: 'A payment up to this needs no approval of an admin',
    example: '50.00 in production, else 100.00',
  },
  PAYOUT_ONE_ADMIN_MOST: {
    schema: amount,
    meaning: 'Up to this one admin approves, above two different ones',
    example: '500.00',
  },
  PAYOUT_FIRST_BY_HAND: {
    schema: onOff.optional(),
    meaning: 'Whether an admin approves the first payment of every person',
    example: 'on in production, else off',
  },
  PAYOUT_MOST_PAYMENT: { schema: amount, meaning: 'No payment above this is sent', example: '10000.00' },
  PAYOUT_MOST_PERSON_DAY: {
    schema: amount,
    meaning: 'Not more than this is sent to one person in 24 hours',
    example: '20000.00',
  },
  PAYOUT_MOST_DAY: { schema: amount, meaning: 'Not more than this is sent in 24 hours', example: '50000.00' },
  COOLING_FREE_MOST: { schema: amount, meaning: 'A payment up to this is sent at once', example: '20.00' },
  COOLING_HOURS: {
    schema: z.coerce.number().int().min(0).max(2160).optional(),
    meaning: 'Hours from the approval to a larger payment, in which a revert can still stop it',
    example: '72 in production, else 0',
  },
  PAYMENT_OLD_HOURS: {
    schema: z.coerce.number('write a number of hours').int().min(1).max(720).default(24),
    meaning: 'The admins are told of a payment that has been due for so many hours and is not settled, then every day',
  },
  PAYEE_PROFILE: {
    schema: onOff.optional(),
    meaning: 'Whether people say in which country they live, and where they are paid, before their first take',
    example: 'on in production, else off',
  },
  PAYEE_COUNTRIES: {
    schema: countries,
    meaning: 'Only people in these countries can be paid, by their two letters, like UA, PL; all when empty',
  },
  PAYEE_COUNTRIES_BLOCKED: {
    schema: countries,
    meaning: 'Nobody in these countries can be paid, by their two letters',
  },
  PAYEE_FORM_ABOVE: {
    schema: amount,
    meaning:
      'Above this sum in a calendar year a payee’s tax form has to be on file (/payee @ann form on); never when empty',
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
