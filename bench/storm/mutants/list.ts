/** A planted bug: one place of the source, said as it is and as somebody in a hurry would have written it. */
export interface Mutant {
  name: string
  file: string
  find: string
  replace: string
  /** What the storm has to be like for it to show. */
  storm?: string
  /** It shows in that something never ends; a storm that merely does not come to rest has noticed no other. */
  liveness?: true
}

const UPDATES = 'src/platform/updates'
const OUTBOX = 'src/platform/outbox'

export const MUTANTS: readonly Mutant[] = [
  {
    name: 'polling confirms before it has stored',
    file: `${UPDATES}/polling.ts`,
    find: 'await inbox.acceptAll(updates.map((update) => ({ bot, update })))',
    replace: 'void inbox.acceptAll(updates.map((update) => ({ bot, update }))).catch(() => undefined)',
    storm: '--only kill,connections,restart --fury 3 --kills 20',
  },
  {
    name: 'the webhook answers 200 before it has stored',
    file: `${UPDATES}/webhook.ts`,
    find: 'await inbox.accept({ bot, update })',
    replace: 'void inbox.accept({ bot, update }).catch(() => undefined)',
  },
  {
    name: 'no dedupe',
    file: `${UPDATES}/arrival.ts`,
    find: "hash('sha1', payload, 'base64url')",
    replace: "hash('sha1', payload + performance.now(), 'base64url')",
  },
  {
    name: 'dedupe by update_id alone',
    file: `${UPDATES}/arrival.ts`,
    find: "hash('sha1', payload, 'base64url')",
    replace: "hash('sha1', String(payload.length >= 0), 'base64url')",
  },
  {
    name: 'chats are not locked',
    file: `${UPDATES}/waiting.ts`,
    find: "const LOCK = 'pg_try_advisory_xact_lock(hashtextextended(bot, chat))'",
    replace: "const LOCK = 'bot is not null'",
    storm: '--all 4 --workers 0 --doors 0 --rate 100 --only none',
  },
  {
    name: 'what arrives overtakes what waits',
    file: `${UPDATES}/dispatch.ts`,
    find: 'const free = locked.filter(notIn(busy.updates))',
    replace: 'const free = locked',
    storm: '--all 3 --workers 1 --doors 1 --rate 80',
  },
  {
    name: 'a chat is queued with DO NOTHING',
    liveness: true,
    file: `${UPDATES}/store.ts`,
    find: `from fresh order by bot, chat
     on conflict (bot, chat) do update set ver = chat_queue.ver + 1`,
    replace: `from fresh order by bot, chat
     on conflict (bot, chat) do nothing`,
    storm: '--only none --rate 60 --commit 30',
  },
  {
    name: 'a chat leaves the queue without a look at who is just writing to it',
    liveness: true,
    file: `${UPDATES}/waiting.ts`,
    find: 'order by bot, chat for update`,',
    replace: 'order by bot, chat`,',
    storm: '--only none --rate 60 --commit 30',
  },
  {
    name: 'an update is marked done outside the transaction',
    file: `${UPDATES}/dispatch.ts`,
    find: `      markDone(
        transaction,`,
    replace: `      markDone(
        database,`,
    storm: '--only kill,connections,cut,lock,restart --fury 3 --kills 20',
  },
  {
    name: 'nothing is marked done',
    liveness: true,
    file: `${UPDATES}/waiting.ts`,
    find: 'if (seqs.length === 0) return',
    replace: 'if (seqs.length >= 0) return',
  },
  {
    name: 'notes are written outside the transaction',
    file: `${UPDATES}/dispatch.ts`,
    find: 'writeNotes(transaction, letters, now, offer)',
    replace: 'writeNotes(database, letters, now, offer)',
    storm: '--only kill,connections,cut,lock,restart --fury 3 --kills 20',
  },
  {
    name: 'sessions are written outside the transaction',
    file: `${UPDATES}/dispatch.ts`,
    find: 'cache.write(transaction, sessions, era, now)',
    replace: 'cache.write(database, sessions, era, now)',
    storm: '--only kill,connections,cut,lock,restart --fury 3 --kills 20',
  },
  {
    name: 'the savepoint is not rolled back',
    file: `${UPDATES}/handle.ts`,
    find: 'await savepoint.undo()',
    replace: 'savepoint.keep()',
  },
  {
    name: 'a bad update is tried for ever',
    liveness: true,
    file: `${UPDATES}/batch.ts`,
    find: 'const TRIES = 3',
    replace: 'const TRIES = 3_000_000',
  },
  {
    name: 'a bad update is set aside at once with those behind it',
    file: `${UPDATES}/dispatch.ts`,
    find: 'const waiting = [...behind, ...outcome.held, ...outcome.failed.map(asWaiting)]',
    replace: 'const waiting = [...behind, ...outcome.failed.map(asWaiting)]',
    storm: '--all 3 --workers 0 --doors 0 --rate 80 --only none --poison 8',
  },
  {
    name: 'the polling lease may be taken while it is held',
    file: `${UPDATES}/lease-table.ts`,
    find: 'where l.expires_at <= excluded.renewed_at or l.owner',
    replace: 'where l.expires_at is not null or l.owner',
  },
  {
    name: 'the polling lease is renewed by whoever has lost it',
    file: `${UPDATES}/lease-table.ts`,
    find: 'from (select clock_timestamp() as now) t where name = $1 and owner = $2 and epoch = $3',
    replace:
      'from (select clock_timestamp() as now) t where name = $1 and ($2::text is not null or $3::bigint is not null)',
    storm: '--only release --fury 4 --kills 0 --seconds 12',
  },
  {
    name: 'the polling lease is released whoever holds it',
    file: `${UPDATES}/lease-table.ts`,
    find: `set owner = 'nobody', expires_at = clock_timestamp()
       where name = $1 and owner = $2 and epoch = $3 returning name`,
    replace: `set owner = 'nobody', expires_at = clock_timestamp()
       where name = $1 and ($2::text is not null or $3::bigint is not null) returning name`,
    storm: '--only release --fury 4 --kills 0 --seconds 12',
  },
  {
    name: 'a conflict ends the process',
    file: `${UPDATES}/polling.ts`,
    find: 'if (isConflictOfPollers(error)) {',
    replace: 'if (isConflictOfPollers(error)) {\n            process.exit(1)',
    storm: '--only intruder --fury 4 --kills 0',
  },
  {
    name: 'a lane is left without looking at its version',
    liveness: true,
    file: `${OUTBOX}/lanes.ts`,
    find: 'where l.ver = x.ver and l.owner = $1 order by',
    replace: 'where l.owner = $1 order by',
    storm: '--only none --rate 60',
  },
  {
    name: 'a lane is claimed whoever has it',
    file: `${OUTBOX}/lanes.ts`,
    find: 'and next_at <= $3 and owner is null and not exists (',
    replace: 'and next_at <= $3 and owner is distinct from $1 and not exists (',
    storm: '--only none --rate 60',
  },
  {
    name: 'a refusal for a while is taken for one for ever (429)',
    file: `${OUTBOX}/send.ts`,
    find: "return { kind: 'wait', seconds: error.retryAfter ?? 5 }",
    replace: "return { kind: 'failed', error: 'too many', blocked: false }",
  },
  {
    name: 'retry_after is not waited for',
    file: `${OUTBOX}/delivery.ts`,
    find: 'const wait = outcome.seconds * 1000',
    replace: 'const wait = outcome.seconds',
    storm: '--only none --rate 60',
  },
  {
    name: 'an answer that was lost is taken for a delivery',
    file: `${OUTBOX}/send.ts`,
    find: "return { kind: 'later', error: error.message, perhaps: error.ambiguous, alarming: false }",
    replace: "return { kind: 'sent', result: true }",
  },
  {
    name: 'what prefers silence is repeated',
    file: `${OUTBOX}/delivery.ts`,
    find: 'if (row.preferSilence && outcome.perhaps)',
    replace: 'if (row.preferSilence && outcome.perhaps && row.id < 0)',
    storm: '--only none --rate 80 --seconds 12',
  },
  {
    name: 'a delivery is not written down',
    liveness: true,
    file: `${OUTBOX}/settle.ts`,
    find: "'delete from posthouse.outbox where id = any($1::bigint[])'",
    replace: "'delete from posthouse.outbox where id = any($1::bigint[]) and id % 20 > 0'",
  },
  {
    name: 'what is said now overtakes what another process carries',
    file: `${UPDATES}/waiting.ts`,
    find: 'and o.state < 2 and o.owner <> $3)',
    replace: 'and o.state < 0 and o.owner <> $3)',
    storm: '--all 3 --workers 2 --doors 0 --rate 80 --only none',
  },
  {
    name: 'what stands in line overtakes what is carried',
    file: `${OUTBOX}/lanes.ts`,
    find: 'and o.state < 2 and o.owner is not null)',
    replace: 'and o.state < 0 and o.owner is not null)',
    storm: '--all 2 --workers 2 --doors 1 --rate 80 --only none',
  },
  {
    name: 'commits are not waited for',
    file: 'src/platform/db/postgres.ts',
    find: "application_name: 'posthouse',",
    replace: "application_name: 'posthouse', options: '-c synchronous_commit=off',",
    storm: '--only restart --fury 6 --kills 0 --rate 80',
  },
  {
    name: 'nobody hears the errors of connections in use',
    file: 'src/platform/db/postgres.ts',
    find: "client.on('error', () => undefined)",
    replace: '',
    storm: '--only connections,cut,restart --fury 3 --kills 0',
  },
  {
    name: 'the short way overtakes what waits',
    file: `${UPDATES}/fast-path.ts`,
    find: 'where exists (select from posthouse.chat_queue q where q.bot = c.bot and q.chat = c.chat)',
    replace: 'where false',
    storm: '--all 1 --workers 0 --doors 1 --rate 100 --only none',
  },
  {
    name: 'a session is kept before it is committed',
    file: `${UPDATES}/session-cache.ts`,
    find: 'for (const { place } of changes) kept.set(place.key, mine)',
    replace: 'for (const { place, data } of changes) kept.set(place.key, data ?? NOTHING)',
    storm: '--all 1 --workers 0 --doors 0 --rate 100 --only connections,cut,restart,lock --fury 4 --kills 0',
  },
  {
    name: 'what a failed statement was to delete is forgotten',
    liveness: true,
    file: `${UPDATES}/fast-path.ts`,
    find: 'along.end(isOver)',
    replace: 'along.end(true)',
    storm: '--all 1 --workers 0 --doors 0 --rate 100 --only connections,cut,restart,lock --fury 4 --kills 0',
  },
]
