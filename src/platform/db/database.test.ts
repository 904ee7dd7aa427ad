import { afterEach, beforeEach, expect, test } from 'vitest'
import { freshDatabase } from '#testing/database.ts'
import { type Database, Issued, type Queryable } from './database.ts'

// The same contract for PGlite and, where TEST_DATABASE_URL names one, PostgreSQL.
let database: Database
beforeEach(async () => {
  database = await freshDatabase([])
  await database.query('create table if not exists public.words (id bigint primary key, word text)')
  await database.query('truncate public.words')
})
afterEach(() => database.query('drop table public.words'))

const words = async () =>
  (await database.query<{ word: string }>('select word from public.words order by id')).rows.map((row) => row.word)
const write = (target: Queryable, id: number, word: string) =>
  target.query('insert into public.words values ($1, $2)', [id, word])

test('a transaction keeps all of its work or none of it', async () => {
  await database.transaction(async (transaction) => {
    await write(transaction, 1, 'one')
    await write(transaction, 2, 'two')
  })
  const failure = database.transaction(async (transaction) => {
    await write(transaction, 3, 'three')
    throw new Error('changed my mind')
  })
  await expect(failure).rejects.toThrow('changed my mind')
  expect(await words()).toEqual(['one', 'two'])
})

test('statements that were not waited for still belong to the transaction, or do not run at all', async () => {
  let straggler: Promise<unknown> | undefined
  const failure = database.transaction(async (transaction) => {
    const slow = write(transaction, 1, 'first').then(() => new Promise((resolve) => setTimeout(resolve, 20)))
    straggler = slow.then(() => write(transaction, 2, 'straggler'))
    straggler.catch(() => undefined)
    await Promise.all([slow, write(transaction, 1, 'the same id')])
  })
  await expect(failure).rejects.toMatchObject({ code: '23505' })
  await expect(straggler).rejects.toThrow()
  expect(await words()).toEqual([])
})

test('a statement that failed unnoticed does not end as a success that kept nothing', async () => {
  const failure = database.transaction(async (transaction) => {
    await write(transaction, 1, 'lost')
    await transaction.query('select 1 / 0').catch(() => undefined)
  })
  await expect(failure).rejects.toThrow()
  expect(await words()).toEqual([])
})

test('both databases speak of values alike', async () => {
  const { rows } = await database.query(
    `select 9007199254740991::bigint as big, count(*) as counted, '{"a":1}'::json as json, timestamptz '2026-01-02T03:04:05Z' as at, $1::text[] as list
     from public.words`,
    [['a', 'b,"c\\']],
  )
  expect(rows).toEqual([
    { big: 9007199254740991, counted: 0, json: { a: 1 }, at: new Date('2026-01-02T03:04:05Z'), list: ['a', 'b,"c\\'] },
  ])
})

test('a commit that goes out behind its last statements keeps all of them, or none when one of them fails', async () => {
  const issue = (ids: readonly number[]) =>
    database.transaction(async (transaction) => {
      const written = ids.map((id) => write(transaction, id, `word ${id}`))
      return new Issued(Promise.all(written).then((all) => all.length))
    })
  expect(await issue([1, 2])).toBe(2)
  await expect(issue([3, 2, 4])).rejects.toMatchObject({ code: '23505' })
  expect(await words()).toEqual(['word 1', 'word 2'])
})

test('a commit does not go out behind work that has failed before it reached the database', async () => {
  const failure = database.transaction(async (transaction) => {
    const render = async () => {
      throw new Error('this text cannot be made')
    }
    return new Issued(Promise.all([render(), write(transaction, 1, 'half of it')]))
  })
  await expect(failure).rejects.toThrow('this text cannot be made')
  expect(await words()).toEqual([])
})

const preparedAs = async (target: Queryable, text: string) =>
  (await target.query('select from pg_prepared_statements where statement = $1', [text])).rows.length

test('a statement that comes often is prepared, and is the same statement', async () => {
  const say =
    'select $1::text as word, $2::timestamptz as at, $3::bigint[] as ids, $4::jsonb as json, $5::boolean as yes, $6::bytea as bytes'
  const values = ['so', new Date('2026-01-02T03:04:05Z'), [1, null, 3], { a: [1] }, null, Buffer.from('ab')]
  const first = await database.query(say, values)
  expect(first.rows[0]).toMatchObject({ word: 'so', at: values[1], ids: [1, null, 3], json: { a: [1] }, yes: null })
  const update = 'update public.words set word = $1 where id > $2'
  for (let id = 1; id <= 12; id += 1) {
    expect(await database.query(say, values)).toEqual(first)
    await database.transaction(async (transaction) => {
      await write(transaction, id, 'twice')
      expect(await transaction.query(say, values)).toEqual(first)
      if (id === 12) expect(await preparedAs(transaction, say)).toBe(1)
    })
    // What it refuses ends its own transaction only.
    const again = { code: '23505', constraint: 'words_pkey' }
    await expect(write(database, id, 'twice')).rejects.toMatchObject(again)
    await expect(database.transaction((transaction) => write(transaction, id, 'thrice'))).rejects.toMatchObject(again)
    await expect(database.query('select 1 / $1::int as n', [0])).rejects.toMatchObject({ code: '22012' })
    expect(await database.query(update, [`word ${id}`, id - 1])).toEqual({ rows: [], count: 1 })
  }
  await database.query('alter table public.words add column note text')
  expect(await database.query(update, ['over', 0])).toEqual({ rows: [], count: 12 })
  expect(await words()).toEqual(Array(12).fill('over'))
})
