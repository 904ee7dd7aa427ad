/** Two ways of our own drawing. They follow no real river and no real park. */
import type { Spot } from './way.ts'

const START = { latitude: 50.4501, longitude: 30.5234 }
const METRES_PER_DEGREE = 111_195

const eastOf = (metres: number) => metres / (METRES_PER_DEGREE * Math.cos((START.latitude * Math.PI) / 180))
const at = (east: number, north: number): Spot => ({
  latitude: START.latitude + north / METRES_PER_DEGREE,
  longitude: START.longitude + eastOf(east),
})

/** Two kilometres in three bends. */
const river = Array.from({ length: 61 }, (_, step) => {
  const along = step / 60
  return at(162 * Math.sin(along * 3 * Math.PI), 1698 * along)
})

/** Once round, a kilometre, not quite a circle. */
const park = Array.from({ length: 49 }, (_, step) => {
  const turn = (step / 48) * 2 * Math.PI
  const radius = 150 + 18 * Math.sin(3 * turn)
  return at(radius * Math.sin(turn), radius * Math.cos(turn) - 150)
})

export const tracks = { river, park } as const
export type TrackName = keyof typeof tracks
