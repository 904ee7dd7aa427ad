import type { Update } from '@grammyjs/types'
import type { Chance } from '#testing/promise/random.ts'
import type { Agenda } from './agenda.ts'
import { texts } from './bot.ts'
import { type Letter, type Plan, START } from './plan.ts'
import type { Process } from './process.ts'
import type { SimulatedTelegram } from './telegram.ts'
import type { Weather } from './weather.ts'

export interface People {
  /** Letters that Telegram has not been rid of yet. */
  waiting(): number
}

export interface PeopleOptions {
  plan: Plan
  agenda: Agenda
  chance: Chance
  weather: Weather
  telegram: SimulatedTelegram
  processes(): readonly Process[]
  say(who: string, words: string): void
}

const ANSWER_MS = 10_000

/** People write what is planned; Telegram carries it to whoever polls, or to the webhook, each chat's updates in order. */
export function letWrite({ plan, agenda, chance, weather, telegram, processes, say }: PeopleOptions): People {
  const lanes = new Map<number, Letter[]>()
  const ids = new Map<Letter, number>()
  let left = plan.letters.length
  for (const letter of plan.letters) {
    agenda.after(letter.at, () => {
      left -= 1
      ids.set(letter, 1000 + ids.size)
      say('people', `write "${texts.message(letter.seq, letter.kind)}" in chat ${letter.chat}`)
      if (plan.door === 'polling') telegram.offer(updateOf(letter))
      else push(letter)
    })
  }
  return {
    waiting: () => left + telegram.unconfirmed() + [...lanes.values()].reduce((sum, lane) => sum + lane.length, 0),
  }

  function push(letter: Letter) {
    const lane = lanes.get(letter.chat) ?? []
    lanes.set(letter.chat, [...lane, letter])
    if (lane.length === 0) carry(letter.chat)
  }

  /** Sends the first update of a chat until somebody says 2xx; then the next one. Sometimes one comes again afterwards. */
  function carry(chat: number) {
    const letter = lanes.get(chat)?.[0]
    if (letter === undefined) return
    knock(letter, (stored) => {
      if (!stored) return void agenda.after(chance.whole(200, 3_000), () => carry(chat))
      lanes.set(chat, lanes.get(chat)!.slice(1))
      if (weather.repeatsUpdate())
        agenda.after(chance.whole(0, 5_000), () => {
          say('telegram', `repeats "${texts.message(letter.seq, letter.kind)}" in chat ${letter.chat}`)
          knock(letter, () => undefined)
        })
      carry(chat)
    })
  }

  function knock(letter: Letter, answered: (stored: boolean) => void) {
    const open = processes().filter(({ door, life }) => door !== undefined && life.state !== 'dead')
    let over = false
    const end = (stored: boolean) => {
      if (over) return
      over = true
      late.callOff()
      answered(stored)
    }
    const late = agenda.after(ANSWER_MS, () => end(false))
    const way = (happens: () => void) => agenda.after(chance.whole(1, 30), happens)
    const back = (stored: boolean) => {
      if (!weather.losesRequest()) way(() => end(stored))
    }
    const to = open[chance.whole(0, open.length - 1)]
    if (to === undefined) return void back(false)
    if (weather.losesRequest()) return
    const update = updateOf(letter)
    way(() => {
      if (to.life.state === 'dead') return back(false)
      to.life.deliver(() => {
        if (to.door === undefined) return back(false)
        to.life.whenDead(() => back(false))
        to.door({ bot: 'simulated', update }).then(
          () => back(true),
          () => back(false),
        )
      })
    })
  }

  function updateOf(letter: Letter): Update {
    const { chat, seq, kind } = letter
    const id = ids.get(letter)!
    const person = { id: chat, is_bot: false, first_name: `Person ${chat}` }
    return {
      update_id: id,
      message: {
        message_id: id,
        date: Math.floor((START + letter.at) / 1000),
        chat: { id: chat, type: 'private', first_name: person.first_name },
        from: person,
        text: texts.message(seq, kind),
      },
    } as Update
  }
}
