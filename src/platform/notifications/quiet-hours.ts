import { Cron } from 'croner'
import { after, days } from '../ops/clock.ts'

/** When somebody sleeps: minutes of the day in their zone. `to` may be the smaller one: then it goes over midnight. */
export interface QuietHours {
  /** IANA, such as `Europe/Kyiv`. */
  zone: string
  from: number
  to: number
}

/**
 * Until when a quiet moment lasts; undefined when it is none. The hours are found as moments and not by reading the
 * clock on the wall, which shows some minutes twice, and others never, when summer time begins or ends.
 */
export function quietUntil({ zone, from, to }: QuietHours, now: Date): Date | undefined {
  const began = lastTick(daily(from, zone), now)
  const end = began && daily(to, zone).nextRun(began)
  return end && end > now ? end : undefined
}

const daily = (minute: number, timezone: string) =>
  new Cron(`${minute % 60} ${Math.floor(minute / 60)} * * *`, { timezone, paused: true })

function lastTick(cron: Cron, now: Date): Date | undefined {
  let last: Date | undefined
  for (let next = cron.nextRun(after(now, -days(2))); next && next <= now; next = cron.nextRun(next)) last = next
  return last
}

/** The zone's name as the world writes it, or undefined for what is none. Offsets such as `+03:00` know no summer time: they are none. */
export function zoneNamed(typed: string): string | undefined {
  const name = typed.trim()
  if (!/^[a-z]/i.test(name)) return undefined
  try {
    const canonical = new Intl.DateTimeFormat('en', { timeZone: name }).resolvedOptions().timeZone
    return canonical.toLowerCase() === name.toLowerCase() ? canonical : capitalised(name)
  } catch {
    return undefined
  }
}

/** Intl takes any case and answers with the oldest name there is: whoever types `europe/kyiv` means Europe/Kyiv. */
const capitalised = (name: string) =>
  name.toLowerCase().replace(/(^|[/_-])([a-z])/g, (_, before: string, letter: string) => before + letter.toUpperCase())
