import fc from 'fast-check'
import { expect, test } from 'vitest'
import { csv } from './csv.ts'

test('cells are quoted where they have to be, and none begins a formula', () => {
  const rows = [
    ['a', 'with, comma', 'with "quotes"', 'two\nlines', null, 7, new Date('2026-03-02T09:00:00Z')],
    ['=1+1', '+1', '-1', '@x', '\t=1', '\r=1', -5],
  ]
  expect(csv(rows)).toBe(
    '\uFEFFa,"with, comma","with ""quotes""","two\nlines",,7,2026-03-02T09:00:00.000Z\r\n' +
      "'=1+1,'+1,'-1,'@x,'\t=1,\"'\r=1\",-5\r\n",
  )
})

test('whatever the text is, it comes back whole, with at most an apostrophe before it', () => {
  fc.assert(
    fc.property(
      fc.array(fc.array(fc.string({ unit: 'binary' }), { minLength: 1, maxLength: 4 }), { minLength: 1 }),
      (rows) => {
        const read = parsed(csv(rows).slice(1))
        expect(read.map((row) => row.map((cell) => cell.replace(/^'(?=[=+\-@\t\r\n])/, '')))).toEqual(
          rows.map((row) => row.map((cell) => cell.replace(/^'(?=[=+\-@\t\r\n])/, ''))),
        )
        for (const cell of read.flat()) expect(cell).not.toMatch(/^[=+\-@\t\r\n]/)
      },
    ),
  )
})

/** A reader of its own, by the letter of RFC 4180. */
function parsed(text: string): string[][] {
  const rows: string[][] = []
  let row: string[] = []
  for (let at = 0; at < text.length; ) {
    let cell = ''
    if (text[at] === '"') {
      for (at += 1; ; at += 1) {
        if (text[at] === '"' && text[at + 1] === '"') at += 1
        else if (text[at] === '"') break
        cell += text[at]
      }
      at += 1
    } else while (text[at] !== ',' && text[at] !== '\r') cell += text[at++]
    row.push(cell)
    if (text[at] === ',') at += 1
    else {
      at += 2
      rows.push(row)
      row = []
    }
  }
  return rows
}
