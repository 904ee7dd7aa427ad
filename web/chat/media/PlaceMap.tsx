/** A place as our own drawing: north is up, a scale, the way that was walked. No map is asked of anybody. */
import type { Location } from '@grammyjs/types'
import { useLanguage, useTexts } from '../language.tsx'
import { metresWords } from '../walks/metres.ts'
import type { Spot } from '../walks/way.ts'
import classes from './PlaceMap.module.css'

type Props = { location: Location; name: string; trail?: string | undefined }

const [WIDTH, HEIGHT] = [300, 200]
const MOST_STEPS = 500
const METRES_PER_DEGREE = 111_195

/** Where each live location has been since this page was opened. */
const trails = new Map<string, Spot[]>()

export default function PlaceMap({ location, name, trail }: Props) {
  const t = useTexts()
  const language = useLanguage()
  const way = remembered(trail, location)
  const { scale, x, y, step } = frame(way, location)
  const bar = step * scale
  const here = { x: x(location.longitude), y: y(location.latitude) }
  const live = location.live_period !== undefined
  return (
    <svg className={classes.map} viewBox={`0 0 ${WIDTH} ${HEIGHT}`} role="img" aria-label={t.mapOf(name)}>
      <rect width={WIDTH} height={HEIGHT} className={classes.ground} />
      {lines(here.x, bar, WIDTH).map((at) => (
        <line key={`x${at}`} x1={at} x2={at} y1={0} y2={HEIGHT} className={classes.grid} />
      ))}
      {lines(here.y, bar, HEIGHT).map((at) => (
        <line key={`y${at}`} y1={at} y2={at} x1={0} x2={WIDTH} className={classes.grid} />
      ))}
      {way.length > 1 && (
        <polyline
          className={classes.way}
          points={way.map((spot) => `${x(spot.longitude).toFixed(1)},${y(spot.latitude).toFixed(1)}`).join(' ')}
        />
      )}
      {location.horizontal_accuracy !== undefined && (
        <circle cx={here.x} cy={here.y} r={location.horizontal_accuracy * scale} className={classes.near} />
      )}
      {live && <circle cx={here.x} cy={here.y} r={14} className={classes.pulse} />}
      {location.heading !== undefined && (
        <path
          d="M0 -20 L6 -9 L-6 -9 Z"
          className={classes.arrow}
          transform={`translate(${here.x} ${here.y}) rotate(${location.heading})`}
        />
      )}
      <circle cx={here.x} cy={here.y} r={7} className={classes.here} />
      <g transform={`translate(12 ${HEIGHT - 12})`}>
        <path d={`M0 -5 V0 H${bar.toFixed(1)} V-5`} className={classes.scale} />
        <text x={bar + 6} y={0} className={classes.words}>
          {metresWords(step, t, language)}
        </text>
      </g>
    </svg>
  )
}

/** Everything walked is in the picture, and a place alone has half a kilometre around it. */
function frame(way: readonly Spot[], { latitude, longitude }: Spot) {
  const shrink = Math.max(0.01, Math.cos((latitude * Math.PI) / 180))
  const east = way.map((spot) => (spot.longitude - longitude) * METRES_PER_DEGREE * shrink)
  const north = way.map((spot) => (spot.latitude - latitude) * METRES_PER_DEGREE)
  const wide = Math.max(500, (Math.max(...east) - Math.min(...east)) * 1.3)
  const high = Math.max((500 * HEIGHT) / WIDTH, (Math.max(...north) - Math.min(...north)) * 1.3)
  const scale = Math.min(WIDTH / wide, HEIGHT / high)
  const [midEast, midNorth] = [
    (Math.max(...east) + Math.min(...east)) / 2,
    (Math.max(...north) + Math.min(...north)) / 2,
  ]
  const x = (degrees: number) => WIDTH / 2 + ((degrees - longitude) * METRES_PER_DEGREE * shrink - midEast) * scale
  const y = (degrees: number) => HEIGHT / 2 - ((degrees - latitude) * METRES_PER_DEGREE - midNorth) * scale
  return { scale, x, y, step: roundStep(WIDTH / scale / 5) }
}

/** 1, 2 or 5 of a power of ten. */
function roundStep(metres: number): number {
  const power = 10 ** Math.floor(Math.log10(Math.max(1, metres)))
  const leading = metres / power
  return (leading >= 5 ? 5 : leading >= 2 ? 2 : 1) * power
}

function lines(from: number, step: number, until: number): number[] {
  if (step < 8) return []
  const first = ((from % step) + step) % step
  return Array.from({ length: Math.ceil((until - first) / step) }, (_, at) => Math.round((first + at * step) * 10) / 10)
}

function remembered(trail: string | undefined, { latitude, longitude, live_period }: Location): readonly Spot[] {
  const here = { latitude, longitude }
  if (trail === undefined) return [here]
  const way = trails.get(trail)
  if (!way && live_period === undefined) return [here]
  const last = way?.at(-1)
  if (last?.latitude === latitude && last.longitude === longitude) return way ?? [here]
  const longer = [...(way ?? []), here].slice(-MOST_STEPS)
  trails.set(trail, longer)
  return longer
}
