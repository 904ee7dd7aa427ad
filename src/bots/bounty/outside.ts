import type { Connection, JobContext } from '#platform/bot.ts'
import type { Limits } from './approval.ts'
import { githubAccounts } from './github/accounts.ts'
import type { AccountsPort } from './github/accounts-port.ts'
import { githubOver } from './github/octokit.ts'
import type { GithubPort } from './github/port.ts'
import { limitsOf } from './limits.ts'
import type { PayoutPort } from './payouts/port.ts'
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
  readonly limits: Limits
  /** What callbacks of the pay-out service may be signed with. */
  readonly callbackKeys: readonly string[]
  readonly environment: string
  readonly series: Series
  /** The most that anybody may hold at a time. */
  readonly takesMost: number
  readonly accounts: AccountsPort
  /** Without SECRET_KEY there are none, and no roads that need them. */
  readonly secrets: Secrets | undefined
  /** A stated login is enough: in the simulator. */
  readonly linkUnproven: boolean
  /** The largest reward for which a code in the pull request proves the account, in cents. */
  readonly codeMost: number
}

export function connect({ settings, environment, clock, metrics }: Connection<Settings>): Outside {
  const { GITHUB_API_URL, GITHUB_TOKEN, GITHUB_WEBHOOK_SECRET, PAYOUT_WEBHOOK_URL, PAYOUT_SECRET } = settings
  const { PAYOUT_SIGNING_KEY, PAYOUT_SIGNING_KEY_NEXT, PAYOUT_LOOKUP } = settings
  const [problem] = problemsOf(settings, environment)
  if (problem) throw new Error(problem)
  return {
    github: githubOver({ url: GITHUB_API_URL, token: GITHUB_TOKEN, clock }),
    payouts: payoutWebhook({
      url: PAYOUT_WEBHOOK_URL,
      secret: PAYOUT_SECRET,
      signingKey: PAYOUT_SIGNING_KEY,
      canLookUp: PAYOUT_LOOKUP === 'on',
    }),
    limits: limitsOf(settings, environment),
    callbackKeys: [PAYOUT_SIGNING_KEY, PAYOUT_SIGNING_KEY_NEXT].filter((key) => key !== undefined),
    githubWebhookSecret: GITHUB_WEBHOOK_SECRET,
    environment,
    series: declare(metrics),
    takesMost: settings.TAKES_MOST,
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
  }
}

export const outsideOf = (ctx: JobContext): Outside => ctx.outside as Outside
