import { cpSync, existsSync, mkdirSync, mkdtempSync, readFileSync, renameSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { openPglite } from '#platform/db/pglite.ts'

const MODULES = join(import.meta.dirname, '../../../node_modules')

/**
 * A data folder with an empty embedded database in it, as a first start leaves it, and how to throw it away. initdb takes
 * four seconds, so it is done once and copied (40 MB, 0.1 s).
 */
export async function dataFolder(): Promise<{ folder: string; remove(): void }> {
  const manifest = readFileSync(join(MODULES, '@electric-sql/pglite/package.json'), 'utf8')
  const { version } = JSON.parse(manifest) as { version: string }
  const template = join(MODULES, `.cache/posthouse/pglite-${version}-folder`)
  if (!existsSync(template)) await makeTemplate(template)
  const folder = mkdtempSync(join(tmpdir(), 'posthouse-promise-'))
  cpSync(template, join(folder, 'pglite'), { recursive: true })
  return { folder, remove: () => rmSync(folder, { recursive: true, force: true }) }
}

async function makeTemplate(template: string) {
  const own = `${template}.${process.pid}`
  mkdirSync(own, { recursive: true })
  await (await openPglite(own)).close()
  // Another test file may have been quicker; then its template is as good.
  if (existsSync(template)) rmSync(own, { recursive: true })
  else renameSync(own, template)
}
