import { useMemo } from 'react'
import { useLoad } from '../load.ts'
import type { Rating } from '../types.ts'
import { inspectorApi } from './inspectorApi.ts'

export type Ratings = (method: string) => { status: Rating; note?: string } | undefined

/** How well each method is known; names are written in any case. */
export function useFidelity(): Ratings {
  const { data } = useLoad('fidelity', inspectorApi.fidelity)
  return useMemo(() => {
    const rows = Object.entries(data?.methods ?? {}).map(([name, row]) => [name.toLowerCase(), row] as const)
    const known = new Map(rows)
    return (method) => known.get(method.toLowerCase())
  }, [data])
}
