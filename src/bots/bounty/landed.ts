import type { Phrase } from '#platform/bot.ts'
import { say } from './texts/index.ts'

/** So many of the commits that were found are shown to a reviewer. */
export const LANDED_SHOWN = 5

/** The commits that were found when the work was said to have landed another way, a line each. */
export const landedLines = (landed: string | null): Phrase[] =>
  (JSON.parse(landed ?? '[]') as { sha: string; title: string }[]).map(({ sha, title }) =>
    say.github.landed.commit(sha.slice(0, 12), title),
  )
