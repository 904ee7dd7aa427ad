import type { Settings } from './settings.ts'

/** Why the bot must not run like this, and what to write instead: nothing of it is found out when money is on its way. */
export function problemsOf(settings: Settings, environment: string): string[] {
  const isEarnest = environment === 'production'
  return [
    ...(settings.GITHUB_OAUTH_CLIENT_ID && !settings.SECRET_KEY
      ? ['SECRET_KEY is needed with GITHUB_OAUTH_CLIENT_ID: sign-in codes are stored sealed.']
      : []),
    ...(settings.GITHUB_COMMENTS === 'on' && !(settings.GITHUB_TOKEN && settings.SECRET_KEY)
      ? [
          'GITHUB_COMMENTS=on needs GITHUB_TOKEN, which writes receipts at pull requests, and SECRET_KEY, which signs them.',
        ]
      : []),
    ...(isEarnest && settings.LINK_UNPROVEN
      ? ['LINK_UNPROVEN=yes is refused in production: anybody could claim the pull requests of anybody.']
      : []),
    ...(isPayeeRuleIdle(settings, isEarnest)
      ? [
          'PAYEE_COUNTRIES, PAYEE_COUNTRIES_BLOCKED and PAYEE_FORM_ABOVE do nothing while PAYEE_PROFILE is off. Write PAYEE_PROFILE=on, or leave them out.',
        ]
      : []),
    ...stripeProblems(settings, isEarnest),
    ...(isEarnest ? receiverProblems(settings) : []),
  ]
}

const isPayeeRuleIdle = (settings: Settings, isEarnest: boolean) =>
  (settings.PAYEE_PROFILE ?? (isEarnest ? 'on' : 'off')) === 'off' &&
  [settings.PAYEE_COUNTRIES, settings.PAYEE_COUNTRIES_BLOCKED, settings.PAYEE_FORM_ABOVE].some(
    (rule) => rule !== undefined && String(rule) !== '',
  )

function stripeProblems(
  { STRIPE_SECRET_KEY, STRIPE_API_URL, PAYOUT_WEBHOOK_URL }: Settings,
  isEarnest: boolean,
): string[] {
  if (STRIPE_SECRET_KEY === undefined) return []
  const isLive = STRIPE_SECRET_KEY.includes('_live_')
  return [
    ...(PAYOUT_WEBHOOK_URL
      ? [
          'STRIPE_SECRET_KEY and PAYOUT_WEBHOOK_URL are both set: money has one way out. Remove one (the simulator pays by its own stand-in).',
        ]
      : []),
    ...(isEarnest && !isLive
      ? ['STRIPE_SECRET_KEY is a test key: in production people would read "paid" and get nothing. Write a live one.']
      : []),
    ...(!isEarnest && isLive
      ? ['STRIPE_SECRET_KEY is a live key: outside production it would move real money. Write a test one.']
      : []),
    ...(isEarnest && !isSafe(STRIPE_API_URL)
      ? ['STRIPE_API_URL must begin with https:// in production: it carries the key.']
      : []),
  ]
}

function receiverProblems({ PAYOUT_WEBHOOK_URL: url, PAYOUT_SIGNING_KEY: key }: Settings): string[] {
  if (url === undefined) return []
  return [
    ...(isSafe(url)
      ? []
      : [
          'PAYOUT_WEBHOOK_URL must begin with https:// in production: it carries PAYOUT_SECRET. Only a service on this machine may be asked by http://.',
        ]),
    ...(key === undefined
      ? [
          'PAYOUT_SIGNING_KEY is needed with PAYOUT_WEBHOOK_URL in production: without a signature the receiver cannot tell a late request from a new one and may pay twice. Write 32 or more random characters here and at the receiver.',
        ]
      : []),
  ]
}

function isSafe(address: string): boolean {
  const { protocol, hostname } = new URL(address)
  return protocol === 'https:' || ['localhost', '127.0.0.1', '[::1]'].includes(hostname)
}
