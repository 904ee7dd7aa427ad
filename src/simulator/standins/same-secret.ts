import { createHash, timingSafeEqual } from 'node:crypto'

const hash = (text: string) => createHash('sha256').update(text).digest()

/** Compares in a time that tells nothing of where they differ. */
export const sameSecret = (given: string, wanted: string) => timingSafeEqual(hash(given), hash(wanted))
