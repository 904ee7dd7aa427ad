import { stdout } from 'node:process'
import { upgrade } from '#platform/db/migrate.ts'
import { audit } from '#platform/people/audit.ts'
import { meet } from '#platform/people/people.ts'
import { grant, revoke } from '#platform/people/roles.ts'
import { fleet } from '../fleet.ts'
import { places, withDatabase } from './open.ts'

const USAGE = 'Write: posthouse role grant|revoke <bot> <role> <telegram id>, or: posthouse role list <bot>'

/** Gives and takes roles from the command line; every change is audited. The person may not have written to the bot yet. */
export async function role([action, bot, name, id]: string[]): Promise<void> {
  if (!fleet.some((one) => one.name === bot) || bot === undefined) throw new Error(USAGE)
  await withDatabase(async (database) => {
    await upgrade(database, places)
    if (action === 'list') {
      const { rows } = await database.query<{ role: string; telegram_id: number; display_name: string }>(
        `select r.role, p.telegram_id, p.display_name from posthouse.roles r join posthouse.people p on p.id = r.person_id
         where r.bot = $1 order by 1, 2`,
        [bot],
      )
      stdout.write(
        rows.length > 0
          ? rows.map((row) => `${row.role}  ${row.telegram_id}  ${row.display_name}\n`).join('')
          : 'Nobody has a role.\n',
      )
      return
    }
    const telegramId = Number(id)
    if (
      !['grant', 'revoke'].includes(action ?? '') ||
      !name ||
      !/^[a-z]{2,20}$/.test(name) ||
      !Number.isSafeInteger(telegramId) ||
      telegramId <= 0
    ) {
      throw new Error(USAGE)
    }
    const now = new Date()
    const known = await database.query<{ id: number }>('select id from posthouse.people where telegram_id = $1', [
      telegramId,
    ])
    const personId =
      known.rows[0]?.id ??
      (await meet(database, bot, [{ id: telegramId, first_name: `id ${telegramId}` }], new Set(), now)).get(telegramId)!
        .id
    await database.transaction(async (transaction) => {
      if (action === 'grant') await grant(transaction, personId, bot, name, now)
      else await revoke(transaction, personId, bot, name)
      await audit(transaction, now, {
        bot,
        action: `role_${action}`,
        subject: `person ${personId}`,
        detail: { role: name, by: 'command line' },
      })
    })
    stdout.write(`${action === 'grant' ? 'Granted' : 'Revoked'} ${name} in ${bot}: ${telegramId}\n`)
  })
}
