import type { SimBot, SimGroup, SimPerson, Simulator } from '#simulator/simulator.ts'

export interface CitizenSpec {
  language?: 'en' | 'uk' | 'ru'
  username?: string
  superadmin?: boolean
  /** The bot of the house that they talk to; the first when left out. */
  bot?: string
}

/** A person in a story. Each act resolves when everything that follows from it has happened. */
export interface Citizen {
  readonly id: number
  says(text: string, where?: SimGroup): Promise<void>
  /** Presses the newest button with this label (a string must be the whole label). */
  presses(label: string | RegExp, where?: SimGroup): Promise<void>
  /** Presses `times` times at once, as an impatient client does. */
  pressesAtOnce(label: string | RegExp, times: number): Promise<void>
  blocks(): Promise<void>
  unblocks(): Promise<void>
  /** Something new since this person's last act shows the text: a message, an edit, the answer to a press. Else it throws with what there was. */
  sees(what: string | RegExp, where?: SimGroup): void
  seesNot(what: string | RegExp, where?: SimGroup): void
  /** The text of the newest file of that name in the chat, as it would be on their disk. */
  opens(file: string): Promise<string>
  /** How many new messages (not edits) there are since this person's last act. */
  readonly news: number
  /** The chat as it looks now, one line a message. */
  screen(where?: SimGroup): string[]
  readonly person: SimPerson
}

interface CitizenOptions {
  name: string
  spec: CitizenSpec
  simulator: Simulator
  bot: SimBot
  settled(): Promise<void>
}

export function citizen({ name, spec, simulator, bot, settled }: CitizenOptions): Citizen {
  const { superadmin: _, bot: __, ...known } = spec
  const person = simulator.person(name, known)
  const before = new Map<number, string[]>()
  const answers: string[] = []

  const entries = (where: SimBot | SimGroup) => simulator.transcript(person, where)
  const prints = (where: SimBot | SimGroup) => entries(where).map((entry) => JSON.stringify(entry))
  const act = async (where: SimBot | SimGroup, deed: () => unknown) => {
    before.set(where.id, prints(where))
    answers.length = 0
    const done = deed()
    await settled()
    return done
  }
  const fresh = (where: SimBot | SimGroup) => {
    const old = new Set(before.get(where.id) ?? [])
    return entries(where).filter((entry) => !entry.outgoing && !old.has(JSON.stringify(entry)))
  }
  const textOf = (entry: { message: object }) => {
    const { text, caption } = entry.message as { text?: string; caption?: string }
    return text ?? caption ?? ''
  }
  const shown = (where: SimBot | SimGroup) => [...fresh(where).map(textOf), ...answers]
  const matches = (text: string, what: string | RegExp) =>
    typeof what === 'string' ? text.includes(what) : what.test(text)
  const buttonIn = (where: SimBot | SimGroup, label: string | RegExp) => {
    for (const entry of entries(where).toReversed()) {
      const rows = keyboardOf(entry)
      for (const [row, buttons] of rows.entries()) {
        const column = buttons.findIndex(({ text }) => (typeof label === 'string' ? text === label : label.test(text)))
        if (column >= 0) return { message: entry.message.message_id, row, column }
      }
    }
    throw new Error(`${name} finds no button ${label}. The chat:\n${screen(where).join('\n')}`)
  }
  const press = async (where: SimBot | SimGroup, button: ReturnType<typeof buttonIn>) => {
    const answer = await simulator.presses(person, where, button.message, button.row, button.column)
    if (answer?.text) answers.push(answer.text)
  }
  const screen = (where: SimBot | SimGroup) =>
    entries(where).map((entry) => {
      const buttons = keyboardOf(entry).map((row) => ` [${row.map((one) => one.text).join('] [')}]`)
      return `${entry.outgoing ? '> ' : ''}${textOf(entry)}${buttons.join('')}`
    })

  /** The button is found before the act: all presses are of the same one, as a shaking finger's are. */
  async function pressMany(where: SimBot | SimGroup, label: string | RegExp, times: number) {
    const button = buttonIn(where, label)
    const pressed: Promise<void>[] = []
    await act(where, () => {
      for (let time = 0; time < times; time += 1) pressed.push(press(where, button))
    })
    // Whatever nobody answered by now stays unanswered: the clock stands still.
    await Promise.race([Promise.all(pressed), new Promise((resolve) => setImmediate(resolve))])
  }

  return {
    id: person.id,
    person,
    async says(text, where) {
      await act(where ?? bot, () => simulator.says(person, where ?? bot, text))
    },
    async presses(label, where) {
      await pressMany(where ?? bot, label, 1)
    },
    async pressesAtOnce(label, times) {
      await pressMany(bot, label, times)
    },
    async blocks() {
      await act(bot, () => simulator.blocks(person, bot, true))
    },
    async unblocks() {
      await act(bot, () => simulator.blocks(person, bot, false))
    },
    sees(what, where) {
      const texts = shown(where ?? bot)
      if (texts.some((text) => matches(text, what))) return
      throw new Error(
        `${name} does not see ${what}. New since the last act:\n${texts.map((text) => `  · ${text}`).join('\n') || '  nothing'}`,
      )
    },
    seesNot(what, where) {
      const found = shown(where ?? bot).find((text) => matches(text, what))
      if (found !== undefined) throw new Error(`${name} sees ${what}:\n  · ${found}`)
    },
    async opens(file) {
      const found = entries(bot).findLast(({ message }) => documentOf(message)?.file_name === file)
      if (!found) throw new Error(`${name} finds no file ${file}. The chat:\n${screen(bot).join('\n')}`)
      const answer = await fetch(`${simulator.url}/sim/files/${documentOf(found.message)?.file_unique_id}`)
      return Buffer.from(await answer.arrayBuffer()).toString('utf8')
    },
    get news() {
      return shown(bot).length
    },
    screen: (where) => screen(where ?? bot),
  }
}

const keyboardOf = (entry: { message: object }) =>
  (entry.message as { reply_markup?: { inline_keyboard?: { text: string }[][] } }).reply_markup?.inline_keyboard ?? []

const documentOf = (message: object) =>
  (message as { document?: { file_name?: string; file_unique_id: string } }).document
