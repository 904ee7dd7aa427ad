import { createCipheriv, createDecipheriv, createHmac, hkdfSync, randomBytes } from 'node:crypto'

/** What the bot derives from SECRET_KEY: a key of its own for each purpose. */
export interface Secrets {
  /** Readable again only with the same key and the same `about`. */
  seal(text: string, about: string): string
  /** The text, or undefined when it was sealed with another key, about something else, or changed. */
  open(sealed: string, about: string): string | undefined
  /** A short code nobody else can make; the same for the same text. */
  codeFor(text: string): string
  /** The same, long enough to stand in public and to be asked about by anybody. */
  receiptFor(text: string): string
}

const IV = 12
const TAG = 16
const LETTERS = 'ABCDEFGHJKLMNPQRSTUVWXYZ23456789'

export function secretsOf(root: string): Secrets {
  const keyFor = (purpose: string) => Buffer.from(hkdfSync('sha256', root, 'posthouse', `bounty ${purpose}`, 32))
  const sealing = keyFor('device codes')
  const coding = keyFor('pull request codes')
  const signing = keyFor('receipts')
  return {
    seal(text, about) {
      const iv = randomBytes(IV)
      const cipher = createCipheriv('aes-256-gcm', sealing, iv).setAAD(Buffer.from(about))
      const body = Buffer.concat([cipher.update(text, 'utf8'), cipher.final()])
      return Buffer.concat([iv, cipher.getAuthTag(), body]).toString('base64url')
    },
    open(sealed, about) {
      const bytes = Buffer.from(sealed, 'base64url')
      if (bytes.length < IV + TAG) return undefined
      try {
        const decipher = createDecipheriv('aes-256-gcm', sealing, bytes.subarray(0, IV))
        decipher.setAAD(Buffer.from(about)).setAuthTag(bytes.subarray(IV, IV + TAG))
        return Buffer.concat([decipher.update(bytes.subarray(IV + TAG)), decipher.final()]).toString('utf8')
      } catch {
        return undefined
      }
    },
    codeFor: (text) => lettersOf(coding, text, 6),
    receiptFor: (text) => lettersOf(signing, text, 16),
  }
}

/** Of 32 letters each: five bits. */
function lettersOf(key: Buffer, text: string, length: number): string {
  const digest = createHmac('sha256', key).update(text).digest()
  return Array.from(digest.subarray(0, length), (byte) => LETTERS[byte % LETTERS.length]).join('')
}
