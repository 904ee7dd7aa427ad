export type Fault = { bot?: number | { id: number }; method?: string; times?: number } & (
  | { kind: '429'; retry_after: number }
  | { kind: '500' | 'drop-before' | 'drop-after' | 'hang' | 'html-502' }
)

/** Faults wait in order; each is used up by the first calls that fit it. */
export function createFaults() {
  const queue: { fault: Fault; left: number }[] = []
  return {
    add: (fault: Fault) => void queue.push({ fault, left: fault.times ?? 1 }),
    next(bot: number, method: string): Fault | undefined {
      const found = queue.find(({ fault }) => fits(fault, bot, method))
      if (found && --found.left <= 0) queue.splice(queue.indexOf(found), 1)
      return found?.fault
    },
    clear: () => void queue.splice(0),
  }
}

export type Faults = ReturnType<typeof createFaults>

function fits(fault: Fault, bot: number, method: string): boolean {
  const wanted = typeof fault.bot === 'object' ? fault.bot.id : fault.bot
  return (
    (wanted === undefined || wanted === bot) &&
    (fault.method === undefined || fault.method.toLowerCase() === method.toLowerCase())
  )
}
