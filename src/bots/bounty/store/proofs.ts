import type { Insertable } from 'kysely'
import type { Db } from '#platform/bot.ts'
import { type Proof, type Tables, tables } from './tables.ts'

/** A new proof on its way; one of the same person that was on its way before is over. */
export async function begin(db: Db, proof: Insertable<Tables['proofs']>): Promise<Proof> {
  await end(db, proof.person_id)
  return tables(db).insertInto('proofs').values(proof).returningAll().executeTakeFirstOrThrow()
}

export const end = (db: Db, personId: number) =>
  tables(db).deleteFrom('proofs').where('person_id', '=', personId).execute()

export const ofPerson = (db: Db, personId: number): Promise<Proof | undefined> =>
  tables(db).selectFrom('proofs').selectAll().where('person_id', '=', personId).executeTakeFirst()

/** The proof, held until the transaction ends; undefined when another took its place. */
export const lock = (db: Db, id: number): Promise<Proof | undefined> =>
  tables(db).selectFrom('proofs').selectAll().where('id', '=', id).forUpdate().executeTakeFirst()

export const change = (db: Db, id: number, values: Partial<Omit<Proof, 'id' | 'person_id'>>) =>
  tables(db).updateTable('proofs').set(values).where('id', '=', id).execute()
