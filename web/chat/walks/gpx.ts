/** The way in a GPX file: its track, else its route, else its waypoints. The browser reads the XML. */
import type { Spot } from './way.ts'

export const LARGEST_GPX = 5_000_000
const MOST_POINTS = 20_000

export function readGpx(xml: string): Spot[] | undefined {
  const file = new DOMParser().parseFromString(xml, 'application/xml')
  if (file.querySelector('parsererror')) return undefined
  for (const kind of ['trkpt', 'rtept', 'wpt']) {
    const points = [...file.getElementsByTagNameNS('*', kind)].slice(0, MOST_POINTS).map(spotOf)
    const good = points.filter((point) => point !== undefined)
    if (good.length >= 2) return good
  }
  return undefined
}

function spotOf(element: Element): Spot | undefined {
  const [latitude, longitude] = ['lat', 'lon'].map((name) => Number(element.getAttribute(name) ?? Number.NaN))
  if (latitude === undefined || longitude === undefined) return undefined
  return Math.abs(latitude) <= 90 && Math.abs(longitude) <= 180 ? { latitude, longitude } : undefined
}
