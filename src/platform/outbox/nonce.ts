import { randomBytes } from 'node:crypto'

/** Tells one button from another that looks the same: 8 characters. */
export const nonce = () => randomBytes(6).toString('base64url')
