export interface MemoryReport extends NodeJS.MemoryUsage {
  collected: boolean
}

/** Answers "memory" and "collect" from the process that started this one; with --expose-gc the latter collects first. */
export function tellMemory() {
  if (!process.send) return
  process.on('message', (wish) => {
    const collected = wish === 'collect' && globalThis.gc !== undefined
    // What the first one finds dead may hold other things until its finalizers have run.
    if (collected) for (let time = 0; time < 2; time += 1) globalThis.gc!()
    process.send!({ collected, ...process.memoryUsage() } satisfies MemoryReport)
  })
  // Whoever asks does not keep the process alive.
  process.channel?.unref()
}
