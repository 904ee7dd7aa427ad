import { setTimeout as delay } from 'node:timers/promises'
import pg from 'pg'
import type { Held } from './held.ts'

// Triggers of the harness's own in the bot's database: a statement about one payment stops there, its transaction open,
// until the process that sent it is dead. The bot's code knows nothing of it.

const LOCK = 770_017
const OF_PAYMENT = (id: string) => `(select assignment_id from bounty.payments where id = ${id})`

/** Where it stands, for which rows, and by which number (assignment or chat) the row is recognised. */
const GATES = {
  'payment made': ['insert', 'bounty.payments', 'true', 'new.assignment_id'],
  agreed: ['insert', 'bounty.payment_approvals', 'true', OF_PAYMENT('new.payment_id')],
  'attempt written': ['insert', 'bounty.payment_attempts', 'true', OF_PAYMENT('new.payment_id')],
  paid: ['update', 'bounty.payments', "new.status = 'paid' and old.status <> 'paid'", 'new.assignment_id'],
  'in doubt': ['update', 'bounty.payments', "new.status = 'unknown' and old.status = 'sending'", 'new.assignment_id'],
  'start claimed': [
    'update',
    'posthouse.jobs',
    "new.name = 'start-payout' and new.state = 1",
    OF_PAYMENT("(new.input::json->>'payment')::bigint"),
  ],
  'pay-out claimed': [
    'update',
    'posthouse.jobs',
    "new.name = 'pay-out' and new.state = 1",
    OF_PAYMENT("(new.input::json->>'payment')::bigint"),
  ],
  'receipt leaves': ['update', 'posthouse.outbox', "new.state = 1 and new.payload like '%Paid %'", 'new.chat'],
  'receipt noted': ['delete', 'posthouse.outbox', "old.payload like '%Paid %'", 'old.chat'],
} as const

export type Gate = keyof typeof GATES

export interface Gates {
  /** Closes it for one number; resolves when a transaction stands before it. */
  close(gate: Gate, subject: number): Promise<Held>
  closeAll(): Promise<void>
}

export async function createGates(url: string): Promise<Gates> {
  const client = new pg.Client({ connectionString: url, application_name: 'kill' })
  // Its database goes before it does.
  client.on('error', () => undefined)
  await client.connect()
  await client.query('create schema kill; create table kill.closed (gate text, subject bigint)')
  for (const [index, [gate, [what, table, fits, subject]]] of Object.entries(GATES).entries()) {
    await client.query(
      `create function kill.gate_${index}() returns trigger language plpgsql as $$
       begin
         if ${fits} then
           if exists (select from kill.closed where gate = '${gate}' and subject = ${subject}) then
             perform pg_advisory_xact_lock(${LOCK});
           end if;
         end if;
         return ${what === 'delete' ? 'old' : 'new'};
       end $$;
       create trigger kill_${index} before ${what} on ${table} for each row execute function kill.gate_${index}()`,
    )
  }

  async function standing(): Promise<number[]> {
    const { rows } = await client.query(
      `select pid from pg_locks where locktype = 'advisory' and objid = ${LOCK} and not granted`,
    )
    return rows.map(({ pid }) => Number(pid))
  }

  async function open() {
    await client.query('delete from kill.closed')
    await client.query(`select pg_advisory_unlock_all()`)
  }

  return {
    async close(gate, subject) {
      await client.query(`select pg_advisory_lock(${LOCK})`)
      await client.query('insert into kill.closed values ($1, $2)', [gate, subject])
      while ((await standing()).length === 0) await delay(4)
      return {
        // What had left the dead process goes on, and commits if its commit had left, too; or the database drops it.
        async end(happens) {
          if (!happens) for (const pid of await standing()) await client.query('select pg_terminate_backend($1)', [pid])
          await open()
        },
      }
    },
    closeAll: () => client.end(),
  }
}
