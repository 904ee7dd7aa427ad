/** A planted bug, to show that the simulation can fail. */
export interface Mutant {
  name: string
  /** Changes a statement on its way to the database. */
  sql?(text: string): string
  /** True for a transaction's first statements that are to hold no lock: others may come in between. */
  readsOutside?(text: string): boolean
  /** Commits what should have been rolled back. */
  keepsBroken?: boolean
  /** Says 2xx, or lets the offset move, before anything is stored. */
  acknowledgesEarly?: boolean
  /** Takes a 429 for a success. */
  swallows429?: boolean
}

const replace = (name: string, from: RegExp, to: string): Mutant => ({ name, sql: (text) => text.replace(from, to) })

export const mutants: readonly Mutant[] = [
  { name: 'acknowledged before it is stored', acknowledgesEarly: true },
  replace(
    'repeated updates are not recognised',
    /insert into posthouse\.inbox[\s\S]*?select bot, update_id, hash/,
    '$& || random()',
  ),
  {
    name: 'the chat is not locked while its updates are handled',
    readsOutside: (text) => /pg_try_advisory_xact_lock|order by c\.n, i\.seq/.test(text),
  },
  { name: 'half a transaction is kept', keepsBroken: true },
  replace('a lane is left though more came in', /l\.ver = x\.ver/, 'true'),
  replace('lanes are taken from the living', /and owner is null and not exists \([\s\S]*?is not null\)/, ''),
  replace(
    'senders are taken for gone',
    /(delete from posthouse\.senders where) seen_at < /,
    '$1 $$1::float8 > 0 or seen_at < ',
  ),
  replace(
    'what the dead carried stays theirs',
    /(delete from posthouse\.senders where) seen_at < /,
    '$1 false and seen_at < ',
  ),
  replace('jobs of the dead stay theirs', /\(state = 1 and until < \$3\)/, 'state = 4'),
  {
    name: 'a job is taken from the living, and both save it',
    sql: (text) =>
      text
        .replace(/\(state = 1 and until < \$3\)/, 'state = 1')
        .replace(
          /where id = \$1 and owner = \$2 and state = 1 and attempts = \$8/,
          'where id = $$1 and $$2 <> $$8::text',
        ),
  },
  replace(
    'money is sent again when its answer was lost',
    /outbox set state = \$3 where/,
    'outbox set state = least($$3, 0) where',
  ),
  replace('the polling lease is given to everybody', /where l\.expires_at <= excluded\.renewed_at or/, 'where true or'),
  { name: 'a 429 is taken for a success', swallows429: true },
]

export const mutantNamed = (name: string) => mutants.find((mutant) => mutant.name === name)
