import type { Limits } from './approval.ts'
import type { Settings } from './settings.ts'

/** What the operator set, over what fits the place: outside production a newcomer's first task is paid at once. */
export function limitsOf(settings: Settings, environment: string): Limits {
  const isEarnest = environment === 'production'
  const first = settings.PAYOUT_FIRST_BY_HAND ?? (isEarnest ? 'on' : 'off')
  const limits = {
    autoMost: settings.PAYOUT_AUTO_MOST ?? (isEarnest ? 50_00 : 100_00),
    oneAdminMost: settings.PAYOUT_ONE_ADMIN_MOST ?? 500_00,
    firstByHand: first === 'on',
    perPayment: settings.PAYOUT_MOST_PAYMENT ?? 10_000_00,
    perPersonDay: settings.PAYOUT_MOST_PERSON_DAY ?? 20_000_00,
    perDay: settings.PAYOUT_MOST_DAY ?? 50_000_00,
    coolingFreeMost: settings.COOLING_FREE_MOST ?? 20_00,
    coolingHours: settings.COOLING_HOURS ?? (isEarnest ? 72 : 0),
  }
  if (limits.oneAdminMost < limits.autoMost) {
    throw new Error('PAYOUT_ONE_ADMIN_MOST must not be less than PAYOUT_AUTO_MOST.')
  }
  return limits
}
