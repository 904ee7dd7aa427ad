import type { Connection, JobContext } from '#platform/bot.ts'
import type { Limits } from './approval.ts'
import { githubAccounts } from './github/accounts.ts'
import type { AccountsPort } from './github/accounts-port.ts'
import { githubOver } from './github/octokit.ts'
import type { GithubPort } from './github/port.ts'
import { limitsOf } from './limits.ts'
import { type PayeeRules, payeeRulesOf } from './payee-rules.ts'
import type { PayoutPort } from './payouts/port.ts'
import { stripePayouts } from './payouts/stripe.ts'
import { payoutWebhook } from './payouts/webhook.ts'
import { problemsOf } from './problems.ts'
import { type Secrets, secretsOf } from './sealing.ts'
import { declare, type Series } from './series.ts'
import type { Settings } from './settings.ts'

/** The bot's ways to the world, and what it knows about where it runs. */
export interface Outside {
  readonly github: GithubPort
  readonly payouts: PayoutPort
  /** Without it nobody is let in as GitHub. */
  readonly githubWebhookSecret: string | undefined
  /** Everything runs to the point where a payment would be sent, and it is not. */
  readonly isShadow: boolean
  readonly limits: Limits
  /** What callbacks of the pay-out service may be signed with. */
  readonly callbackKeys: readonly string[]
  readonly environment: string
  readonly series: Series
  /** The most that anybody may hold at a time. */
  readonly takesMost: number
  /** A payment that is due and not settled for so many hours is told to the admins. */
  readonly oldHours: number
  /** Who is paid may have a receipt written at their pull request. */
  readonly hasComments: boolean
  readonly accounts: AccountsPort
  /** Without SECRET_KEY there are none, and no roads that need them. */
  readonly secrets: Secrets | undefined
  /** A stated login is enough: in the simulator. */
  readonly linkUnproven: boolean
  /** The largest reward for which a code in the pull request proves the account, in cents. */
  readonly codeMost: number
  /** Whoever takes a task has a GitHub account of so many days at least; undefined: of any age. */
  readonly accountDays: number | undefined
  /** The largest task of whoever was never paid, in cents; undefined: any. */
  readonly firstTaskMost: number | undefined
  /** Whom the operator can pay; undefined: people are not asked. */
  readonly payeeRules: PayeeRules | undefined
}

export function connect({ settings, environment, clock, metrics, log }: Connection<Settings>): Outside {
  const { GITHUB_API_URL, GITHUB_TOKEN, GITHUB_WEBHOOK_SECRET, PAYOUT_SIGNING_KEY, PAYOUT_SIGNING_KEY_NEXT } = settings
  const [problem] = problemsOf(settings, environment)
  if (problem) throw new Error(problem)
  const isShadow = settings.PAYOUT_MODE === 'shadow'
  log.info('payouts_by', { adapter: adapterOf(settings), mode: settings.PAYOUT_MODE })
  const series = declare(metrics)
  series.shadow.set(isShadow ? 1 : 0)
  return {
    isShadow,
    github: githubOver({ url: GITHUB_API_URL, token: GITHUB_TOKEN, clock }),
    payouts: payoutsBy(settings),
    limits: limitsOf(settings, environment),
    callbackKeys: [PAYOUT_SIGNING_KEY, PAYOUT_SIGNING_KEY_NEXT].filter((key) => key !== undefined),
    githubWebhookSecret: GITHUB_WEBHOOK_SECRET,
    environment,
    series,
    takesMost: settings.TAKES_MOST,
    hasComments: settings.GITHUB_COMMENTS === 'on',
    oldHours: settings.PAYMENT_OLD_HOURS,
    accounts: githubAccounts({
      web: settings.GITHUB_WEB_URL,
      api: GITHUB_API_URL,
      clientId: settings.GITHUB_OAUTH_CLIENT_ID,
      token: GITHUB_TOKEN,
      clock,
    }),
    secrets: settings.SECRET_KEY === undefined ? undefined : secretsOf(settings.SECRET_KEY),
    linkUnproven: settings.LINK_UNPROVEN,
    codeMost: settings.LINK_CODE_MOST,
    accountDays: settings.GITHUB_ACCOUNT_DAYS || undefined,
    firstTaskMost: (settings.FIRST_TASK_MOST ?? (environment === 'production' ? 100_00 : 0)) || undefined,
    payeeRules: payeeRulesOf(settings, environment),
  }
}

const adapterOf = ({ STRIPE_SECRET_KEY, PAYOUT_WEBHOOK_URL }: Settings) =>
  STRIPE_SECRET_KEY ? 'stripe' : PAYOUT_WEBHOOK_URL ? 'webhook' : 'none'

function payoutsBy(settings: Settings): PayoutPort {
  const { STRIPE_SECRET_KEY, STRIPE_API_URL, PAYOUT_WEBHOOK_URL, PAYOUT_SECRET, PAYOUT_SIGNING_KEY } = settings
  if (STRIPE_SECRET_KEY) return stripePayouts({ secretKey: STRIPE_SECRET_KEY, url: STRIPE_API_URL })
  return payoutWebhook({
    url: PAYOUT_WEBHOOK_URL,
    secret: PAYOUT_SECRET,
    signingKey: PAYOUT_SIGNING_KEY,
    canLookUp: settings.PAYOUT_LOOKUP === 'on',
  })
}

export const outsideOf = (ctx: JobContext): Outside => ctx.outside as Outside
