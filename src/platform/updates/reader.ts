import type { Message } from '@grammyjs/types'
import type { Json } from '../jobs/job.ts'
import { Refusal } from '../ops/refusal.ts'
import { type Buttons, button } from '../telegram/buttons.ts'
import type { Phrase, Sayable } from '../telegram/text.ts'
import { say } from '../texts.ts'

/** What a person answered: a message, or the choice they pressed. */
export interface Answer {
  /** The text or caption, trimmed; '' when there is none. */
  readonly text: string
  readonly message: Message | undefined
  readonly now: Date
}

/** Turns an answer into a value, or throws a `Refusal` whose sentence says what is wrong and what to do. */
export interface Reader<T extends Json> {
  read(answer: Answer): T
  /** Buttons shown with the question; a press is read like the text of its value. */
  readonly choices?: readonly { label: Sayable; value: string }[]
}

/** A reader of your own. @example reader(({ text }) => { if (!text) throw new Refusal(say.empty); return text }) */
export const reader = <T extends Json>(read: (answer: Answer) => T): Reader<T> => ({ read })

/** Any text that is not empty, without control characters. */
export const text: Reader<string> = reader(({ text }) => {
  if (text === '') throw new Refusal(say.reader.text)
  return text
})

/** A whole number between the bounds, written with digits of any script. */
export const whole = (least: number, most: number): Reader<number> =>
  reader(({ text }) => {
    const digits = westernDigits(text).replaceAll(/[\s_']/g, '')
    const number = /^[+-]?\d{1,15}$/.test(digits) ? Number(digits) : Number.NaN
    if (!(number >= least && number <= most)) throw new Refusal(say.reader.whole(shorten(text), least, most))
    return number
  })

/** Decimal digits stand in blocks of ten in Unicode, so a digit's value is how many digits stand before it in its block. */
const westernDigits = (text: string) =>
  text.normalize('NFKC').replaceAll(/\p{Nd}/gu, (digit) => {
    const point = digit.codePointAt(0) ?? 0
    let value = 0
    while (value < 9 && /\p{Nd}/u.test(String.fromCodePoint(point - value - 1))) value += 1
    return String(value)
  })

/** One of the given values, shown as buttons. @example choice({ yes: say.yes, no: say.no }) */
export function choice<const C extends Readonly<Record<string, Phrase>>>(options: C): Reader<Extract<keyof C, string>> {
  const choices = Object.entries(options).map(([value, label]) => ({ value, label }))
  return {
    choices,
    read({ text }) {
      const chosen = choices.find(
        ({ value, label }) =>
          value === text ||
          ['en', 'uk', 'ru'].some((language) => label.in(language as 'en').text.toLowerCase() === text.toLowerCase()),
      )
      if (!chosen) throw new Refusal(say.reader.choice)
      return chosen.value as Extract<keyof C, string>
    },
  }
}

/** The buttons of a question's choices, one a row; they name the question, so that an old one answers nothing else. */
export const choiceButtons = (question: string, reader: Reader<Json>): Buttons | undefined =>
  reader.choices?.map(({ label, value }) => button(label, CHOICE, question, value))

/** The name that the router keeps for presses that answer a dialog's question. */
export const CHOICE = '~'

export const shorten = (text: string, most = 40) => (text.length > most ? `${text.slice(0, most - 1)}…` : text)
