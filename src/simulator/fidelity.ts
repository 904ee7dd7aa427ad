import { UNSIMULATED } from './api/methods/unsimulated.ts'
import { chatsFidelity } from './fidelity/chats.ts'
import { mediaFidelity } from './fidelity/media.ts'
import { stickersFidelity } from './fidelity/stickers.ts'
import { wireFidelity } from './fidelity/wire.ts'
import { METHODS } from './lint/schema.ts'

/** How a method's behaviour is known: from the open server's source, from documents, or guessed. */
export type Status = 'source' | 'documented' | 'guessed' | 'not rated' | 'not simulated'

export interface Fidelity {
  status: Status
  note?: string
}

type Family = Record<string, Fidelity>

const FAMILIES: readonly Family[] = [wireFidelity, mediaFidelity, chatsFidelity, stickersFidelity]

/** Every method of the Bot API, joined from the families' tables in `fidelity/`. */
export function fidelity(): Map<string, Fidelity> {
  const rated = new Map<string, Fidelity>(FAMILIES.flatMap((family) => Object.entries(family)))
  const status = (method: string): Fidelity =>
    UNSIMULATED.has(method.toLowerCase()) ? { status: 'not simulated' } : (rated.get(method) ?? { status: 'not rated' })
  return new Map(METHODS.map((method) => [method, status(method)]))
}

const HEAD = `# How well each method is known

\`source\`: as the open Bot API server and TDLib do it. \`documented\`: as the documents or many reports say. \`guessed\`: neither says.
\`not rated\`: simulated, nobody has compared it yet. \`not simulated\`: answers 501.
Made by \`node scripts/fidelity-page.ts > src/simulator/FIDELITY.md\`.

| method | known from | note |
|---|---|---|
`

export function fidelityPage(): string {
  const rows = [...fidelity()].map(([method, { status, note }]) => `| ${method} | ${status} | ${note ?? ''} |`)
  return `${HEAD}${rows.join('\n')}\n`
}
