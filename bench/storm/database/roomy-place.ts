import { statfsSync } from 'node:fs'
import { tmpdir } from 'node:os'

const NEEDED = 1 << 30

/** In memory where there is room: a neighbour's slow disk would be a fault that no plan knows. What a crash loses is the same. */
export function roomyPlace(): string {
  if (process.env.TMPDIR) return tmpdir()
  try {
    const { bavail, bsize } = statfsSync('/dev/shm')
    return bavail * bsize > NEEDED ? '/dev/shm' : tmpdir()
  } catch {
    return tmpdir()
  }
}
