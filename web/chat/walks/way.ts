/** A way over the ground: how long it is, and where on it somebody is after so many metres. */
export type Spot = { latitude: number; longitude: number }
export type Way = {
  points: readonly Spot[] /** Metres from the beginning to each point. */
  reached: readonly number[]
}
export type Step = Spot & { heading: number }

const EARTH = 6_371_000
const radians = (degrees: number) => (degrees * Math.PI) / 180

export function distance(a: Spot, b: Spot): number {
  const [north, east] = [radians(b.latitude - a.latitude), radians(b.longitude - a.longitude)]
  const chord =
    Math.sin(north / 2) ** 2 + Math.cos(radians(a.latitude)) * Math.cos(radians(b.latitude)) * Math.sin(east / 2) ** 2
  return 2 * EARTH * Math.asin(Math.min(1, Math.sqrt(chord)))
}

export function wayOf(points: readonly Spot[]): Way {
  let metres = 0
  const reached = points.map((point, at) => {
    const before = points[at - 1]
    if (before) metres += distance(before, point)
    return metres
  })
  return { points, reached }
}

export const lengthOf = (way: Way): number => way.reached.at(-1) ?? 0

/** Before the beginning it is the beginning, after the end the end. */
export function spotAt(way: Way, metres: number): Step {
  const next = Math.max(
    1,
    way.reached.findIndex((reached) => reached > metres),
  )
  const to = metres >= lengthOf(way) ? way.points.length - 1 : next
  const [a, b] = [way.points[to - 1], way.points[to]]
  if (!a || !b) return { ...(way.points[0] ?? { latitude: 0, longitude: 0 }), heading: 1 }
  const [from, until] = [way.reached[to - 1] ?? 0, way.reached[to] ?? 0]
  const share = until > from ? Math.min(1, Math.max(0, (metres - from) / (until - from))) : 1
  return {
    latitude: a.latitude + (b.latitude - a.latitude) * share,
    longitude: a.longitude + (b.longitude - a.longitude) * share,
    heading: bearing(a, b),
  }
}

/** From 1 to 360, as Telegram has it. */
function bearing(a: Spot, b: Spot): number {
  const east = radians(b.longitude - a.longitude)
  const [from, to] = [radians(a.latitude), radians(b.latitude)]
  const y = Math.sin(east) * Math.cos(to)
  const x = Math.cos(from) * Math.sin(to) - Math.sin(from) * Math.cos(to) * Math.cos(east)
  return ((Math.round((Math.atan2(y, x) * 180) / Math.PI) + 359) % 360) + 1
}
