import { existsSync, mkdirSync, readdirSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { stdout } from 'node:process'
import { downgrade, history, type Migrated, upgrade } from '#platform/db/migrate.ts'
import { places, withDatabase } from './open.ts'

const HELP = `migration.sh upgrade                     apply what is missing
migration.sh downgrade [place] [steps]    take back the newest (default: the last place with any, 1 step)
migration.sh history                      what is applied, and when
migration.sh revision "text" [place]      begin a new migration: two empty files, up and down
migration.sh init                         create the database's schemas and apply everything (the same as upgrade)
migration.sh help                         this text

Places: ${places.map(({ schema }) => schema).join(', ')}
`

/** `migration.sh` and `posthouse migrate`, on PGlite and PostgreSQL alike. */
export async function migrate([action = 'help', ...args]: string[]): Promise<void> {
  switch (action) {
    case 'init':
    case 'upgrade':
      return withDatabase(async (database) => {
        const done = await upgrade(database, places)
        stdout.write(
          done.length > 0
            ? `${done.map((name) => `applied ${name}`).join('\n')}\n`
            : 'Nothing to apply: the database is current.\n',
        )
      })
    case 'downgrade':
      return back(args)
    case 'history':
      return withDatabase(async (database) => {
        for (const { schema, name, appliedAt } of await history(database, places)) {
          stdout.write(`${appliedAt ? appliedAt.toISOString() : 'not applied             '}  ${schema}/${name}\n`)
        }
      })
    case 'revision':
      return revision(args)
    case 'help':
      stdout.write(HELP)
      return
    default:
      throw new Error(`There is no "migrate ${action}".\n${HELP}`)
  }
}

async function back(args: string[]): Promise<void> {
  const named = args.find((arg) => !/^-?\d+$/.test(arg))
  const steps = Math.abs(Number(args.find((arg) => /^-?\d+$/.test(arg)) ?? 1))
  await withDatabase(async (database) => {
    const applied = (await history(database, places)).filter((state) => state.appliedAt !== undefined)
    const place = named ? placeNamed(named) : placeNamed(applied.at(-1)?.schema ?? 'posthouse')
    const done = await downgrade(database, place, steps)
    stdout.write(
      done.length > 0 ? `${done.map((name) => `took back ${name}`).join('\n')}\n` : 'Nothing to take back.\n',
    )
  })
}

async function revision([text, named = 'posthouse']: string[]): Promise<void> {
  const slug = (text ?? '')
    .toLowerCase()
    .replace(/[^a-z0-9]+/g, '_')
    .replace(/^_|_$/g, '')
  if (!slug) throw new Error('Write what changes: migration.sh revision "add deadlines" [place]')
  const { folder, schema } = placeNamed(named)
  if (!existsSync(folder)) mkdirSync(folder, { recursive: true })
  const last = Math.max(0, ...readdirSync(folder).map((file) => Number.parseInt(file, 10) || 0))
  const name = `${String(last + 1).padStart(4, '0')}_${slug}`
  for (const direction of ['up', 'down']) {
    const path = join(folder, `${name}.${direction}.sql`)
    writeFileSync(
      path,
      `-- ${text} (${direction}). Statements end with ";"; write tables with their schema: ${schema}.name\n`,
      { flag: 'wx' },
    )
    stdout.write(`created ${path}\n`)
  }
}

function placeNamed(name: string): Migrated {
  const place = places.find(({ schema }) => schema === name)
  if (!place)
    throw new Error(`There is no place called "${name}". There are: ${places.map(({ schema }) => schema).join(', ')}.`)
  return place
}
