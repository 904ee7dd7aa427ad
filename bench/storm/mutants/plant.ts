import { cpSync, mkdtempSync, readFileSync, rmSync, symlinkSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import type { Mutant } from './list.ts'

const ROOT = join(import.meta.dirname, '../../..')

/** A copy of the project to plant bugs in. */
export interface Field {
  folder: string
  /** Plants the bug; resolves to what takes it out again. Throws when its place is not there, or there twice. */
  plant(mutant: Mutant): () => void
  remove(): void
}

export function copyProject(): Field {
  const folder = mkdtempSync(join(tmpdir(), 'posthouse-mutants-'))
  for (const part of ['src', 'bench', 'package.json', 'tsconfig.json']) {
    cpSync(join(ROOT, part), join(folder, part), { recursive: true, filter: (path) => !path.endsWith('.test.ts') })
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

export function mutated(source: string, { name, file, find, replace }: Mutant): string {
  const times = source.split(find).length - 1
  if (times !== 1) {
    throw new Error(
      `The mutant "${name}" no longer applies: its text stands ${times} times in ${file}, not once.\n${find}`,
    )
  }
  return source.replace(find, () => replace)
}
