import { contenders } from '../contenders.ts'
import { type Growth, interleaved } from './interleaved.ts'

/** From a handful of chats to a hundred thousand. Most have spoken before: the warm-up is as long as there are chats. */
export function byChats(counts: readonly number[], growth: Growth): Promise<string> {
  const posthouse = contenders()[0]!
  const settings = counts.map((chats) => {
    const warmUp = Math.max(growth.load.warmUp, chats)
    // 200 updates a second would be enough to finish it.
    return {
      label: chats.toLocaleString('en'),
      contender: posthouse,
      load: { chats, warmUp, patienceMs: Math.max(growth.load.patienceMs, warmUp * 5) },
    }
  })
  return interleaved('chats', settings, growth)
}
