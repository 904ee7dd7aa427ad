import type { Entry } from './types.ts'

/** What the words in the composer will be: an answer to a message, or another text for it. */
export type Target = { kind: 'reply' | 'edit'; entry: Entry; quote?: string }
