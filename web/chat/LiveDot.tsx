import { useNow } from './clock.tsx'
import classes from './LiveDot.module.css'
import { useTexts } from './language.tsx'
import { useLive } from './live.tsx'

const STALE_SECONDS = 4

/** How true the page is at this moment. */
export function LiveDot({ quiet = false }: { quiet?: boolean }) {
  const t = useTexts()
  const { state, since } = useLive()
  useNow(1000)
  const seconds = Math.max(0, Math.floor((Date.now() - since) / 1000))
  const stale = state === 'reconnecting' && seconds >= STALE_SECONDS
  const words =
    state === 'live' ? t.live : state === 'connecting' ? t.connecting : stale ? t.stale(seconds) : t.reconnecting
  if (quiet && state === 'live') return null
  return (
    <span
      className={`${classes.live} num`}
      data-state={stale ? 'stale' : state}
      title={stale ? t.staleHint : t.liveHint}
    >
      <span className={classes.dot} aria-hidden />
      <span role="status" aria-live={stale ? 'off' : 'polite'}>
        {words}
      </span>
    </span>
  )
}
