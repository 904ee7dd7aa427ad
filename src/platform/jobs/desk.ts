import { wakeAll } from '../db/wake.ts'
import { type Aside, type Desk, type Found, idsAndBot, recordDeed } from '../people/desk.ts'

const DEAD = 3
/** Set by an operator: it will not be run, and is kept. */
const DISCARDED = 4

interface Row {
  id: number
  bot: string
  name: string
  key: string | null
  input: string
  state: number
  attempts: number
  error: string | null
  created_at: Date
  done_at: Date | null
}

const COLUMNS = 'id, bot, name, key, input, state, attempts, error, created_at, done_at'

/** Jobs that have used up their tries. */
export const jobsDesk: Desk = {
  async list(target, { bot, discarded, most }) {
    const { rows } = await target.query<Row>(
      `select ${COLUMNS} from posthouse.jobs where state = $1 and ($2::text is null or bot = $2) order by done_at desc, id desc limit $3`,
      [discarded ? DISCARDED : DEAD, bot ?? null, most],
    )
    return rows.map(asideOf)
  },
  async count(target, bot) {
    const { rows } = await target.query<{ n: number }>(
      'select count(*) as n from posthouse.jobs where state = $1 and ($2::text is null or bot = $2)',
      [DEAD, bot ?? null],
    )
    return rows[0]?.n ?? 0
  },
  async show(target, id) {
    const { rows } = await target.query<Row>(
      `select ${COLUMNS} from posthouse.jobs where id = $1 and state in (${DEAD}, ${DISCARDED})`,
      [id],
    )
    const [row] = rows
    return row && { ...asideOf(row), payload: row.input, facts: { key: row.key, queued: row.created_at } }
  },
  /** One whose key waits again by now stays where it is: its work is being done already. */
  async replay(target, which, deed) {
    const { rows } = await target.query<Found>(
      `update posthouse.jobs j set state = 0, attempts = 0, run_at = $3, error = null, done_at = null, owner = null, until = null
       where (($1::bigint[] is null and state = ${DEAD}) or (id = any($1) and state in (${DEAD}, ${DISCARDED})))
         and ($2::text is null or bot = $2)
         and (key is null or (
           not exists (select 1 from posthouse.jobs o where o.bot = j.bot and o.name = j.name and o.key = j.key and o.state < 2)
           and not exists (select 1 from posthouse.jobs o where o.bot = j.bot and o.name = j.name and o.key = j.key
             and o.id > j.id and (($1::bigint[] is null and o.state = ${DEAD}) or (o.id = any($1) and o.state in (${DEAD}, ${DISCARDED}))))))
       returning id, bot`,
      [...idsAndBot(which), deed.now],
    )
    await recordDeed(target, 'jobs_replayed', rows, deed)
    if (rows.length > 0) await wakeAll(target)
    return rows
  },
  async discard(target, which, deed) {
    const { rows } = await target.query<Found>(
      `update posthouse.jobs set state = ${DISCARDED}
       where state = ${DEAD} and ($1::bigint[] is null or id = any($1)) and ($2::text is null or bot = $2) returning id, bot`,
      idsAndBot(which),
    )
    await recordDeed(target, 'jobs_discarded', rows, deed)
    return rows
  },
}

const asideOf = (row: Row): Aside => ({
  kind: 'job',
  id: row.id,
  bot: row.bot,
  chat: undefined,
  what: row.name,
  words: row.input,
  state: row.state === DEAD ? 'dead' : 'discarded',
  tries: row.attempts,
  error: row.error ?? '',
  since: row.done_at ?? row.created_at,
})
