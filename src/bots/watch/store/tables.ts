import type { Generated, Selectable, Updateable } from 'kysely'
import type { Db } from '#platform/bot.ts'

type Tables = {
  cards: { chat: number; person_id: number; text: string; changed_at: Date; message_id: Generated<number | null> }
  alert_groups: {
    id: Generated<number>
    group_key: string
    /** What Alertmanager told last, as `Told` in JSON. */
    told: string
    severity: number
    opened_at: Date
    /** When Alertmanager last spoke of it: while it fires it repeats itself. */
    told_at: Date
    resolved_at: Date | null
    acknowledged_by: number | null
    acknowledged_name: string | null
    acknowledged_at: Date | null
    silenced_name: string | null
    silenced_until: Date | null
    /** Alertmanager's own id of the silence; null when only our messages are held back. */
    silence_id: string | null
  }
  alert_messages: { group_id: number; chat: number }
}

export type AlertGroup = Selectable<Tables['alert_groups']>
export type AlertChange = Updateable<Tables['alert_groups']>

export const tables = (db: Db) => db.withSchema('watch').withTables<Tables>()
