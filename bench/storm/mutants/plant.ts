import { cpSync, mkdtempSync, readFileSync, rmSync, symlinkSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import type { Mutant } from './list.ts'

/** What a bug is planted by: its place, as it is and as it is to be. */
export type Planted = Pick<Mutant, 'name' | 'file' | 'find' | 'replace'>

const ROOT = join(import.meta.dirname, '../../..')

/** A copy of the project to plant bugs in. */
export interface Field {
  folder: string
  /** Plants the bug; resolves to what takes it out again. Throws when its place is not there, or there twice. */
  plant(mutant: Planted): () => void
  remove(): void
}

export function copyProject({ withTests = false } = {}): Field {
  const folder = mkdtempSync(join(tmpdir(), 'posthouse-mutants-'))
  const parts = ['src', 'bench', 'package.json', 'tsconfig.json', ...(withTests ? ['vitest.config.ts'] : [])]
  for (const part of parts) {
    const filter = (path: string) => withTests || !path.endsWith('.test.ts')
    cpSync(join(ROOT, part), join(folder, part), { recursive: true, filter })
  }
  symlinkSync(join(ROOT, 'node_modules'), join(folder, 'node_modules'))
  return {
    folder,
    plant(mutant) {
      const path = join(folder, mutant.file)
      const honest = readFileSync(path, 'utf8')
      writeFileSync(path, mutated(honest, mutant))
      return () => writeFileSync(path, honest)
    },
    remove: () => rmSync(folder, { recursive: true, force: true }),
  }
}

export function mutated(source: string, { name, file, find, replace }: Planted): string {
  const times = source.split(find).length - 1
  if (times !== 1) {
    throw new Error(
      `The mutant "${name}" no longer applies: its text stands ${times} times in ${file}, not once.\n${find}`,
    )
  }
  return source.replace(find, () => replace)
}
