import type { Phrase } from '../../telegram/text.ts'

/** A moment as a person's calendar shows it, with the zone where it is not theirs. */
export const momentIn = (at: Date, zone: string | undefined): Phrase => ({
  in: (language) => ({
    text: new Intl.DateTimeFormat(language === 'en' ? 'en-GB' : language, {
      dateStyle: 'medium',
      timeStyle: 'short',
      timeZone: zone ?? 'UTC',
    })
      .format(at)
      .concat(zone ? '' : ' UTC'),
    entities: [],
  }),
})

/** Minutes of the day as a clock shows them: 90 → `01:30`. */
export const clockTime = (minute: number) =>
  `${String(Math.floor(minute / 60)).padStart(2, '0')}:${String(minute % 60).padStart(2, '0')}`

/** What the clock on the wall shows there now. */
export const wallClock = (at: Date, zone: string) =>
  new Intl.DateTimeFormat('en-GB', { hour: '2-digit', minute: '2-digit', timeZone: zone }).format(at)
