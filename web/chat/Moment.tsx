import { useNow } from './clock.tsx'
import { useLanguage } from './language.tsx'
import { ago, clockTime, exactTime } from './time.ts'

/** A time: the exact instant on hover and for machines, the short form for the eye. */
export function Moment({ date, as = 'clock' }: { date: Date; as?: 'clock' | 'seconds' | 'ago' }) {
  const language = useLanguage()
  const now = useNow()
  if (Number.isNaN(date.getTime())) return null
  return (
    <time className="num" dateTime={date.toISOString()} title={exactTime(date, language)}>
      {as === 'ago' ? ago(date, language, now) : clockTime(date, language, as === 'seconds')}
    </time>
  )
}
