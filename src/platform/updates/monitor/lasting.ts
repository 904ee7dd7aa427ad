import { days, hours, minutes } from '../../ops/clock.ts'
import type { Language } from '../../people/language.ts'
import { plural } from '../../telegram/texts.ts'

const WORDS = {
  en: {
    minutes: { one: 'minute', other: 'minutes' },
    hours: { one: 'hour', other: 'hours' },
    days: { one: 'day', other: 'days' },
  },
  uk: {
    minutes: { one: 'хвилину', few: 'хвилини', other: 'хвилин' },
    hours: { one: 'годину', few: 'години', other: 'годин' },
    days: { one: 'день', few: 'дні', other: 'днів' },
  },
  ru: {
    minutes: { one: 'минуту', few: 'минуты', other: 'минут' },
    hours: { one: 'час', few: 'часа', other: 'часов' },
    days: { one: 'день', few: 'дня', other: 'дней' },
  },
} as const

/** How long something has lasted, in its two largest units: `6 minutes`, `2 hours 5 minutes`, `3 days`. */
export function lasting(language: Language, ms: number): string {
  const parts = [
    ['days', Math.floor(ms / days(1))],
    ['hours', Math.floor((ms % days(1)) / hours(1))],
    ['minutes', Math.floor((ms % hours(1)) / minutes(1))],
  ] as const
  const first = parts.findIndex(([, count]) => count > 0)
  const shown = first < 0 ? parts.slice(-1) : parts.slice(first, first + 2).filter(([, count]) => count > 0)
  return shown.map(([unit, count]) => `${count} ${plural(language, count, WORDS[language][unit])}`).join(' ')
}

/** `2026-05-01 09:41 UTC`: in a log of another machine it reads the same. */
export const moment = (at: Date) => `${at.toISOString().slice(0, 16).replace('T', ' ')} UTC`
