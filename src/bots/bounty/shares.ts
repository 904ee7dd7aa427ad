/** Why words cannot be the shares of a reward. */
export type ShareFault =
  | { readonly kind: 'unread' }
  | { readonly kind: 'count'; readonly shares: number }
  | { readonly kind: 'sum'; readonly said: number; readonly isPercent: boolean }
  | { readonly kind: 'nothing' }

export interface Shares {
  /** In cents; they sum to the reward exactly. */
  readonly cents: readonly number[]
  /** Who gets the second and the further ones, as it was written. */
  readonly people: readonly string[]
}

const MOST = 5
const SHARE = /^([0-9]{1,7})(?:[.,]([0-9]{1,2}))?(%?)$/

/**
 * `60 40 @octocat`: the first share stays with the claimant, each further one goes to a person. They are amounts when they
 * sum to the reward, else per cent; where both fit they mean the same.
 */
export function readShares(words: readonly string[], rewardCents: number): Shares | ShareFault {
  const after = words.findIndex((word) => !SHARE.test(word))
  const parts = (after < 0 ? words : words.slice(0, after)).map((word) => SHARE.exec(word)!)
  const people = after < 0 ? [] : words.slice(after)
  if (parts.length < 2 || parts.length > MOST) return { kind: 'unread' }
  if (people.length !== parts.length - 1) return { kind: 'count', shares: parts.length }
  const hundredths = parts.map(([, units, fraction = '']) => Number(units) * 100 + Number(fraction.padEnd(2, '0')))
  const marked = parts.filter(([, , , percent]) => percent === '%').length
  if (marked > 0 && marked < parts.length) return { kind: 'unread' }
  const said = hundredths.reduce((sum, one) => sum + one, 0)
  const isAmounts = marked === 0 && said === rewardCents
  if (!isAmounts && said !== 100_00) return { kind: 'sum', said, isPercent: marked > 0 }
  const cents = isAmounts ? hundredths : divided(rewardCents, hundredths)
  return cents.some((one) => one < 1) ? { kind: 'nothing' } : { cents, people }
}

/** Whole cents in these proportions; what cannot be divided goes, a cent each, to those who lost most by rounding. */
export function divided(cents: number, parts: readonly number[]): number[] {
  const sum = parts.reduce((all, part) => all + part, 0)
  const shares = parts.map((part) => Math.floor((cents * part) / sum))
  const rest = cents - shares.reduce((all, share) => all + share, 0)
  const lost = parts.map((part, index) => ({ index, by: (cents * part) % sum }))
  for (const { index } of lost.sort((a, b) => b.by - a.by || a.index - b.index).slice(0, rest)) shares[index]! += 1
  return shares
}
