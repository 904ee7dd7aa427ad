import { expect, test } from 'vitest'
import type { Database } from '#platform/db/database.ts'
import { downgrade, history, isCurrent, upgrade } from '#platform/db/migrate.ts'
import { freshDatabase } from '#testing/database.ts'
import { places } from './open.ts'

const tablesIn = async (database: Database) =>
  (
    await database.query<{ name: string }>(
      `select format('%I.%I', table_schema, table_name) || ' ' || string_agg(column_name || ' ' || data_type, ', ' order by ordinal_position) as name
       from information_schema.columns where table_schema = any($1::text[]) group by table_schema, table_name order by 1`,
      [places.map(({ schema }) => schema)],
    )
  ).rows.map((row) => row.name)

test('every migration can be taken back and applied again, also with rows in the tables', async () => {
  const database = await freshDatabase(places)
  await database.query(
    "insert into posthouse.people (telegram_id, display_name, joined_at) values (1, 'Ann', '2026-01-01T00:00:00Z')",
  )
  const before = await tablesIn(database)
  expect(before.length).toBeGreaterThan(10)
  expect(await isCurrent(database, places)).toBe(true)
  for (const place of places.toReversed()) expect((await downgrade(database, place, 99)).length).toBeGreaterThan(0)
  expect((await tablesIn(database)).filter((name) => !name.includes('.migrations'))).toEqual([])
  expect((await history(database, places)).every(({ appliedAt }) => appliedAt === undefined)).toBe(true)
  expect((await upgrade(database, places)).length).toBe((await history(database, places)).length)
  expect(await tablesIn(database)).toEqual(before)
  expect(await upgrade(database, places)).toEqual([])
})
