import type { Settings } from './settings.ts'

/** Whom the operator can pay at all. Nothing of it is known to the program: laws differ, and change. */
export interface PayeeRules {
  /** Only these countries; all when empty. */
  readonly countries: readonly string[]
  readonly blocked: readonly string[]
  /** Above so many cents in a calendar year the tax form has to be on file; undefined: never. */
  readonly formAbove: number | undefined
}

/** undefined: people are not asked. */
export function payeeRulesOf(settings: Settings, environment: string): PayeeRules | undefined {
  if ((settings.PAYEE_PROFILE ?? (environment === 'production' ? 'on' : 'off')) === 'off') return undefined
  return {
    countries: settings.PAYEE_COUNTRIES ?? [],
    blocked: settings.PAYEE_COUNTRIES_BLOCKED ?? [],
    formAbove: settings.PAYEE_FORM_ABOVE,
  }
}

/** Why nobody who lives there is paid. */
export function countryFault(country: string | null | undefined, { countries, blocked }: PayeeRules) {
  if (!country) return 'noCountry'
  const isOpen = countries.length === 0 || countries.includes(country)
  return isOpen && !blocked.includes(country) ? undefined : 'country'
}
