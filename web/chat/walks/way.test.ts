import fc from 'fast-check'
import { expect, test } from 'vitest'
import { tracks } from './tracks.ts'
import { distance, lengthOf, spotAt, wayOf } from './way.ts'

const spot = fc.record({
  latitude: fc.double({ min: 45, max: 46, noNaN: true }),
  longitude: fc.double({ min: 10, max: 11, noNaN: true }),
})

test('who walks never leaves the way by a leap: each step is as long as the time allows', () => {
  fc.assert(
    fc.property(fc.array(spot, { minLength: 2, maxLength: 20 }), fc.integer({ min: 2, max: 40 }), (points, steps) => {
      const way = wayOf(points)
      const whole = lengthOf(way)
      let before = spotAt(way, 0)
      expect(distance(before, points[0]!)).toBeLessThan(1)
      for (let step = 1; step <= steps; step++) {
        const here = spotAt(way, (whole * step) / steps)
        expect(distance(before, here)).toBeLessThan(whole / steps + whole / 1000 + 1)
        expect(here.heading).toBeGreaterThanOrEqual(1)
        expect(here.heading).toBeLessThanOrEqual(360)
        before = here
      }
      expect(distance(before, points.at(-1)!)).toBeLessThan(1)
    }),
  )
})

test('a degree of latitude is about 111 km; north is 360, east is 90', () => {
  const origin = { latitude: 0, longitude: 0 }
  expect(distance(origin, { latitude: 1, longitude: 0 })).toBeCloseTo(111_195, -2)
  expect(spotAt(wayOf([origin, { latitude: 1, longitude: 0 }]), 10).heading).toBe(360)
  expect(spotAt(wayOf([origin, { latitude: 0, longitude: 1 }]), 10).heading).toBe(90)
})

test('the two built-in ways are as long as they are called, and the round one is round', () => {
  expect(lengthOf(wayOf(tracks.river))).toBeGreaterThan(1900)
  expect(lengthOf(wayOf(tracks.river))).toBeLessThan(2100)
  expect(lengthOf(wayOf(tracks.park))).toBeGreaterThan(950)
  expect(lengthOf(wayOf(tracks.park))).toBeLessThan(1050)
  expect(distance(tracks.park[0]!, tracks.park.at(-1)!)).toBeLessThan(1)
})
