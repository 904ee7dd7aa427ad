/** Opus always counts in 48,000 samples a second. */
export const RATE = 48_000

const SILK_MS = [10, 20, 40, 60]
const HYBRID_MS = [10, 20]
const CELT_MS = [2.5, 5, 10, 20]

/** How many samples a packet holds: its first byte says how long its frames are, and how many there are (RFC 6716, 3.1). */
export function samplesIn(packet: Uint8Array): number {
  const first = packet[0] ?? 0
  const kind = first >> 3
  const ms = kind < 12 ? SILK_MS[kind & 3] : kind < 16 ? HYBRID_MS[kind & 1] : CELT_MS[kind & 3]
  const code = first & 3
  const frames = code === 0 ? 1 : code === 3 ? (packet[1] ?? 0) & 63 : 2
  return ((ms ?? 0) * frames * RATE) / 1000
}

/** Samples at the beginning that are not played, as OpusHead says. */
export const skipIn = (head: Uint8Array): number => (head[10] ?? 0) + (head[11] ?? 0) * 256
