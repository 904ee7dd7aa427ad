import type { Db } from '#platform/bot.ts'
import { type Account, tables } from './tables.ts'

export const of = (db: Db, personId: number): Promise<Account | undefined> =>
  tables(db).selectFrom('github_accounts').selectAll().where('person_id', '=', personId).executeTakeFirst()

/** Whose account has this login, as far as it was known; nobody when two have. */
export async function withLogin(db: Db, login: string): Promise<Account | undefined> {
  const [one, another] = await tables(db)
    .selectFrom('github_accounts')
    .selectAll()
    .where((eb) => eb(eb.fn<string>('lower', ['login']), '=', login.toLowerCase()))
    .limit(2)
    .execute()
  return another ? undefined : one
}

export const withGithubId = (db: Db, githubId: number): Promise<Account | undefined> =>
  tables(db).selectFrom('github_accounts').selectAll().where('github_id', '=', githubId).executeTakeFirst()

/** The person's account, held until the transaction ends: whoever counts what a person has taken holds it first. */
export const lock = (db: Db, personId: number): Promise<Account | undefined> =>
  tables(db).selectFrom('github_accounts').selectAll().where('person_id', '=', personId).forUpdate().executeTakeFirst()

export type Linked = { readonly kind: 'taken' } | { readonly kind: 'linked'; readonly displaced: Account | undefined }

/** Taken when the GitHub account belongs to somebody else; what somebody else only stated gives way to a proof. */
export async function link(db: Db, account: Account): Promise<Linked> {
  const other = await tables(db)
    .selectFrom('github_accounts')
    .selectAll()
    .where('github_id', '=', account.github_id)
    .where('person_id', '<>', account.person_id)
    .forUpdate()
    .executeTakeFirst()
  if (other && (other.proven_at || !account.proven_at)) return { kind: 'taken' }
  if (other) await unlink(db, other.person_id)
  const { github_id, login, linked_at, proof, proven_at, github_created_at } = account
  await tables(db)
    .insertInto('github_accounts')
    .values(account)
    .onConflict((conflict) =>
      conflict.column('person_id').doUpdateSet({ github_id, login, linked_at, proof, proven_at, github_created_at }),
    )
    .execute()
  return { kind: 'linked', displaced: other }
}

/** GitHub says when it made the account. */
export const date = (db: Db, personId: number, createdAt: Date) =>
  tables(db)
    .updateTable('github_accounts')
    .set({ github_created_at: createdAt })
    .where('person_id', '=', personId)
    .execute()

export const unlink = (db: Db, personId: number) =>
  tables(db).deleteFrom('github_accounts').where('person_id', '=', personId).execute()
