import { setTimeout as delay } from 'node:timers/promises'
import type { Chance } from '#testing/promise/random.ts'
import { write } from './bot/texts.ts'
import type { Pace } from './pace.ts'
import type { FakeTelegram } from './telegram/telegram.ts'

/** People of both bots; the two negative ones are groups. */
const CHATS: readonly { bot: string; chat: number }[] = [
  ...Array.from({ length: 22 }, (_, index) => ({ bot: 'storm', chat: 1_001 + index })),
  { bot: 'storm', chat: -51 },
  { bot: 'storm', chat: -52 },
  ...Array.from({ length: 8 }, (_, index) => ({ bot: 'polled', chat: 2_001 + index })),
]

/** Messages to everybody in a row. */
const BURST = 4
const POISONS = ['bad', 'badsql', 'badnote'] as const
const COMMANDS = ['board', 'shop', 'quiet', 'then', 'refuse'] as const

export interface Traffic {
  /** Writes at `rate` a second until the storm is over, while somebody is there. */
  run(rate: number, pace: Pace): Promise<void>
  /** Everybody writes once more, several messages in a row, and presses. */
  everybody(): void
}

export function createTraffic(telegram: FakeTelegram, luck: Chance, poisonEvery: number): Traffic {
  let count = 0
  const mark = () => {
    count += 1
    return `m${count}`
  }
  const says = (bot: string, chat: number, make: (mark: string) => string) => {
    const one = mark()
    telegram.writes({ bot, chat, mark: one, text: make(one) })
  }
  const command = (bot: string, chat: number, name: string) => says(bot, chat, (one) => write.command(name, one))

  return {
    async run(rate, { over, isUp }) {
      while (!over.aborted) {
        await delay(luck.whole(0, 2_000 / rate), undefined, { signal: over }).catch(() => undefined)
        if (!isUp()) continue
        const { bot, chat } = CHATS[luck.whole(0, CHATS.length - 1)]!
        something(bot, chat)
      }
    },
    everybody() {
      for (const { bot, chat } of CHATS) {
        // A dialog may be open: this ends it.
        command(bot, chat, 'quiet')
        if (chat < 0) continue
        // Each comes in while the one before it is being handled, and a press beside them.
        for (let more = BURST; more > 0; more -= 1) says(bot, chat, write.count)
        for (let more = BURST; more > 0; more -= 1) press(bot, chat)
      }
    },
  }

  function something(bot: string, chat: number) {
    if ((count + 1) % poisonEvery === 0) return command(bot, chat, POISONS[luck.whole(0, POISONS.length - 1)]!)
    const dice = luck.whole(1, 100)
    if (dice <= 25) return says(bot, chat, write.count)
    if (dice <= 45) return command(bot, chat, 'note')
    if (dice <= 60 && press(bot, chat)) return
    if (dice <= 70) {
      // Not always to the end: sometimes the person says something else in between.
      command(bot, chat, 'ask')
      for (let answers = luck.whole(1, 2); answers > 0; answers -= 1) says(bot, chat, write.count)
      return
    }
    command(bot, chat, COMMANDS[luck.whole(0, COMMANDS.length - 1)]!)
  }

  /** One press in three comes twice, with another update id, as an impatient finger makes it. */
  function press(bot: string, chat: number): boolean {
    const all = telegram.pressable(bot, chat)
    const message = all[luck.whole(Math.max(0, all.length - 4), Math.max(0, all.length - 1))]
    if (!message) return false
    for (let presses = luck.happens(0.3) ? 2 : 1; presses > 0; presses -= 1) telegram.presses(message, mark())
    return true
  }
}
