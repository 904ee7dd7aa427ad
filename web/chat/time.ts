import type { Language } from './types.ts'

const DAY_MS = 86_400_000

export function clockTime(date: Date, language: Language, seconds = false): string {
  return new Intl.DateTimeFormat(language, {
    hour: '2-digit',
    minute: '2-digit',
    hour12: false,
    ...(seconds ? { second: '2-digit' } : {}),
  }).format(date)
}

export function exactTime(date: Date, language: Language): string {
  return new Intl.DateTimeFormat(language, { dateStyle: 'full', timeStyle: 'medium' }).format(date)
}

export function dayName(date: Date, language: Language, now: Date): string {
  const days = calendarDays(date, now)
  if (days <= 1) return new Intl.RelativeTimeFormat(language, { numeric: 'auto' }).format(-days, 'day')
  const year = date.getFullYear() === now.getFullYear() ? {} : { year: 'numeric' as const }
  return new Intl.DateTimeFormat(language, { day: 'numeric', month: 'long', ...year }).format(date)
}

/** Short enough for a list: "now", "5 min ago", "14:02", "Tue", "3 Nov". */
export function ago(date: Date, language: Language, now: Date): string {
  const ms = now.getTime() - date.getTime()
  if (ms < 3_600_000) {
    const minutes = Math.max(0, Math.floor(ms / 60_000))
    const format = new Intl.RelativeTimeFormat(language, { numeric: 'auto', style: 'narrow' })
    return minutes === 0 ? format.format(0, 'second') : format.format(-minutes, 'minute')
  }
  const days = calendarDays(date, now)
  if (days === 0) return clockTime(date, language)
  if (days < 7) return new Intl.DateTimeFormat(language, { weekday: 'short' }).format(date)
  return new Intl.DateTimeFormat(language, { day: 'numeric', month: 'short' }).format(date)
}

export function dayKey(seconds: number): string {
  const date = new Date(seconds * 1000)
  return `${date.getFullYear()}-${date.getMonth()}-${date.getDate()}`
}

export function money(cents: number, language: Language, currency = 'USD'): string {
  return new Intl.NumberFormat(language, { style: 'currency', currency }).format(cents / 100)
}

export function bytes(size: number, language: Language): string {
  const units = ['byte', 'kilobyte', 'megabyte', 'gigabyte'] as const
  const step = Math.min(units.length - 1, Math.floor(Math.log10(Math.max(1, size)) / 3))
  return new Intl.NumberFormat(language, {
    style: 'unit',
    unit: units[step] ?? 'byte',
    unitDisplay: 'narrow',
    maximumFractionDigits: 1,
  }).format(size / 1000 ** step)
}

function calendarDays(date: Date, now: Date): number {
  const midnight = (at: Date) => Date.UTC(at.getFullYear(), at.getMonth(), at.getDate())
  return Math.round((midnight(now) - midnight(date)) / DAY_MS)
}

/** A length such as 1:05 or 1:02:03. */
export function duration(seconds: number): string {
  const whole = Math.max(0, Math.round(Number.isFinite(seconds) ? seconds : 0))
  const [hours, minutes, rest] = [Math.floor(whole / 3600), Math.floor(whole / 60) % 60, whole % 60]
  const two = (part: number) => String(part).padStart(2, '0')
  return hours > 0 ? `${hours}:${two(minutes)}:${two(rest)}` : `${minutes}:${two(rest)}`
}
