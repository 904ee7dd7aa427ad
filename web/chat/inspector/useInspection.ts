import { api } from '../api.ts'
import { useEvent } from '../live.tsx'
import { type Loaded, useLoad } from '../load.ts'
import type { Inspection } from '../types.ts'

const KEPT = 200

/** The last calls and updates, newest first, kept live. */
export function useInspection(): Loaded<Inspection> {
  const inspection = useLoad('inspector', api.inspector)
  useEvent('call', (call) => inspection.change((old) => ({ ...old, calls: newest(old.calls, call) })))
  useEvent('update', (update) => inspection.change((old) => ({ ...old, updates: newest(old.updates, update) })))
  useEvent('resync', inspection.reload)
  return inspection
}

function newest<T extends { id: number }>(rows: T[], row: T): T[] {
  const known = rows.some((old) => old.id === row.id)
  return known ? rows.map((old) => (old.id === row.id ? row : old)) : [row, ...rows].slice(0, KEPT)
}
