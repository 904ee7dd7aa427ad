import { expect, test } from 'vitest'
import { said, write } from '../bot/texts.ts'
import { type Call, newLedger, type Written } from '../telegram/ledger.ts'
import type { Outcome } from './outcome.ts'
import { sentWrong } from './sent.ts'

const PLACE = { bot: 'storm', chat: 1 }
const BOARD = said.board('m1')

/** A board of one chat that is pressed, and what its person sees of that. */
function pressed(marks: readonly string[], seen: readonly string[]): Outcome {
  const written = (mark: string, on?: string): Written => ({
    ...PLACE,
    key: `storm 1${on ? ' press' : ''}`,
    mark,
    text: write.command('board', mark),
    ...(on ? { pressed: { on, data: 'storm|press|' } } : {}),
    updateId: 1,
    update: {},
    at: 0,
    given: 1,
  })
  const call = (text: string, index: number): Call => ({
    ...PLACE,
    method: text === BOARD ? 'sendMessage' : 'editMessageText',
    text,
    life: 'all-1.1',
    at: index,
    fault: undefined,
    applied: true,
    answered: true,
  })
  return {
    atRest: true,
    lookedAt: 0,
    ledger: {
      ...newLedger(),
      written: [written('m1'), ...marks.map((mark) => written(mark, BOARD))],
      calls: [BOARD, ...seen].map(call),
    },
    inbox: [],
    applied: [{ ...PLACE, mark: 'm1', kind: 'board' }, ...marks.map((mark) => ({ ...PLACE, mark, kind: 'press' }))],
    counters: [],
    milestones: [],
    shared: [],
    unsent: [],
    deadJobs: 0,
    lives: [],
    trouble: [],
    mostInFlight: 16,
    leases: [],
  }
}

test('an edit that was overtaken is not looked for in one whose mark only begins like its own', () => {
  const outcome = pressed(
    ['m103', 'm104', 'm105', 'm1031'],
    [said.pressed('m104'), said.pressed('m105'), said.pressed('m1031')],
  )
  expect(sentWrong(outcome)).toEqual([])
})

test('what is said before its turn is found', () => {
  const outcome = pressed(['m103', 'm104', 'm105'], [said.pressed('m104'), said.pressed('m103'), said.pressed('m105')])
  expect(sentWrong(outcome)).toEqual([
    `I7 storm 1: "${said.pressed('m104')}" was said before "${said.pressed('m103')}"`,
  ])
})
