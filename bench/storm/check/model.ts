import { markIn, said } from '../bot/texts.ts'
import type { Written } from '../telegram/ledger.ts'

/** What has to come of a chat's updates, told by a few lines that know neither processes nor databases. */
export interface Expected {
  /** Handler and mark, in the order of the chat's messages and, beside it, of its presses. */
  applied: { kind: string; mark: string; key: string }[]
  /** Said at least once. */
  texts: string[]
  /** What a message was changed to: only the last has to be seen, those before it may be left out. */
  edits: string[]
  /** Said at most once; not at all only when the house says "perhaps". */
  silent: string[]
  /** Never said. */
  never: string[]
  dead: string[]
  counter: number
  milestones: number[]
  /** How often each shared row was counted on. */
  shared: [number, number, number]
}

export function expect(chat: readonly Written[]): Expected {
  const expected: Expected = {
    applied: [],
    texts: [],
    edits: [],
    silent: [],
    never: [],
    dead: [],
    counter: 0,
    milestones: [],
    shared: [0, 0, 0],
  }
  let dialog: { mark: string; answers: string[] } | undefined
  const paid = new Set<string>()
  const apply = (written: Written, kind: string, mark = written.mark) =>
    expected.applied.push({ kind, mark, key: written.key })

  for (const written of chat) {
    if (written.pressed) press(written, written.pressed.data.split('|'))
    else if (written.text.startsWith('/')) command(written, written.text.slice(1).split(' ')[0] ?? '')
    else text(written)
  }
  return expected

  function press(written: Written, [, name, , mark = '']: string[]) {
    if (name === 'press') {
      apply(written, 'press')
      expected.edits.push(said.pressed(written.mark))
    } else if (!paid.has(mark)) {
      paid.add(mark)
      apply(written, 'paid', mark)
      expected.texts.push(said.paid(written.mark))
    } else expected.never.push(said.paid(written.mark))
  }

  function command(written: Written, name: string) {
    const { mark, chat } = written
    if (name.startsWith('bad')) {
      expected.dead.push(mark)
      return void expected.never.push(said.never(mark))
    }
    if (name === 'refuse') {
      expected.never.push(said.never(mark))
      return void expected.texts.push(said.refused(mark))
    }
    apply(written, name)
    dialog = name === 'ask' ? { mark, answers: [] } : undefined
    if (name === 'ask') expected.texts.push(said.question('First', mark))
    if (name === 'note') expected.texts.push(said.noted(mark))
    if (name === 'board') expected.texts.push(said.board(mark))
    if (name === 'shop') expected.texts.push(said.shop(mark))
    if (name === 'quiet') expected.silent.push(said.quiet(mark))
    if (name === 'then') {
      expected.texts.push(said.then(mark), said.told(mark))
      expected.applied.push({ kind: 'told', mark, key: `result of ${chat}` })
    }
  }

  function text(written: Written) {
    if (dialog) {
      dialog.answers.push(written.text)
      const [first, second] = dialog.answers
      if (second === undefined) return void expected.texts.push(said.question('Second', dialog.mark))
      apply(written, 'quiz', dialog.mark)
      expected.texts.push(said.quiz(dialog.mark, first ?? '', second))
      dialog = undefined
      return
    }
    apply(written, 'count', markIn(written.text))
    expected.counter += 1
    expected.texts.push(said.counted(written.mark, expected.counter))
    const value = expected.counter
    if (value % 4 === 0) expected.shared[(value % 3) as 0] += 1
    if (value % 5 === 0) {
      expected.milestones.push(value)
      expected.silent.push(said.milestone(written.chat, value))
    }
  }
}
