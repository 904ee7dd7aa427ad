import type { Connection, JobContext } from '#platform/bot.ts'
import type { Fleet } from '#platform/operations/operations.ts'
import { type Silences, silencesAt } from './alertmanager/silences.ts'
import type { Settings } from './settings.ts'

/** The bot's ways to the world. */
export interface Outside {
  readonly fleet: Fleet
  /** What Alertmanager may come with; empty: it is not let in. */
  readonly alertmanagerSecrets: readonly string[]
  /** Without ALERTMANAGER_URL there is none. */
  readonly silences: Silences | undefined
}

export function connect({ settings, fleet }: Connection<Settings>): Outside {
  if (!fleet) throw new Error('watch needs the fleet: it declares "operates"')
  const { WATCH_ALERTMANAGER_SECRET, WATCH_ALERTMANAGER_SECRET_NEXT, ALERTMANAGER_URL } = settings
  return {
    fleet,
    alertmanagerSecrets: [WATCH_ALERTMANAGER_SECRET, WATCH_ALERTMANAGER_SECRET_NEXT].filter((one) => one !== undefined),
    silences: ALERTMANAGER_URL === undefined ? undefined : silencesAt(ALERTMANAGER_URL),
  }
}

export const outsideOf = (ctx: JobContext): Outside => ctx.outside as Outside
