import { millis, type World } from '../world/world.ts'

const QUIET_AFTER = 10_000

/**
 * How fast connections to one webhook are opened: ten in half a second while it works, one in two seconds and one at
 * all when nothing has succeeded for ten seconds. Opened ones stay. Without brakes there is always another one.
 */
export function createConnections(world: World, brakes: boolean) {
  let open = 0
  let lastSuccess = Number.NEGATIVE_INFINITY
  let opened: number[] = []
  return {
    isAwaited: false,
    /** Milliseconds until one more than `used` is there; Infinity stands for "not before a success". */
    wait(used: number): number {
      if (!brakes || used < open) return 0
      const now = millis(world)
      const isActive = lastSuccess + QUIET_AFTER >= now
      if (!isActive && open > 0) return QUIET_AFTER
      const [span, most] = isActive ? [500, 10] : [2000, 1]
      opened = opened.filter((at) => at > now - span)
      if (opened.length >= most) return (opened[opened.length - most] as number) + span - now
      opened.push(now)
      open++
      return 0
    },
    succeeded() {
      lastSuccess = millis(world)
    },
  }
}

export type Connections = ReturnType<typeof createConnections>
