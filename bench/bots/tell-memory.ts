export interface MemoryReport extends NodeJS.MemoryUsage {
  collected: boolean
}

/** Answers "memory" and "collect" from the process that started this one; with --expose-gc the latter collects first. */
export function tellMemory() {
  if (!process.send) return
  process.on('message', (wish) => {
    const collected = wish === 'collect' && globalThis.gc !== undefined
    if (collected) globalThis.gc!()
    process.send!({ collected, ...process.memoryUsage() } satisfies MemoryReport)
  })
  // Whoever asks does not keep the process alive.
  process.channel?.unref()
}
