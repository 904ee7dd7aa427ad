import { messages, type PGlite, parse, protocol } from '@electric-sql/pglite'
import type { Rows } from './database.ts'
import { statementNames } from './prepared-statements.ts'

type Answer = Awaited<ReturnType<PGlite['execProtocolStream']>>

interface Statement {
  /** By position, the types that PostgreSQL wants the values to have. */
  types: readonly number[]
  /** What its rows look like; empty for a statement without rows. */
  row: Answer
}

/**
 * Statements that come often are parsed and planned once, and then bound and executed in one call. PGlite's own `query` parses,
 * describes and plans every time, in six calls (decision 020).
 */
export interface Statements {
  /** The name under which it is, or will be, prepared; undefined while it has not come often. */
  nameOf(text: string): string | undefined
  /** For whoever has the database to itself. Afterwards files are brought up to date with `syncToFs`. */
  run<Row>(name: string, text: string, values: readonly unknown[], options: { syncToFs: boolean }): Promise<Rows<Row>>
}

const { serialize } = protocol

export function statementsOf(pglite: PGlite): Statements {
  const prepared = new Map<string, Statement>()

  async function prepare(name: string, text: string): Promise<Statement> {
    const answer = await exchange([serialize.parse({ name, text }), serialize.describe({ type: 'S', name })], false)
    const statement = {
      types: parse.parseDescribeStatementResults(answer),
      row: answer.filter((message) => message instanceof messages.RowDescriptionMessage),
    }
    prepared.set(name, statement)
    return statement
  }

  const textOf = (value: unknown, type = 0) =>
    value === null || value === undefined ? null : (pglite.serializers[type]?.(value) ?? String(value))

  const exchange = (sent: readonly Uint8Array[], syncToFs: boolean) =>
    pglite.execProtocolStream(Buffer.concat([...sent, serialize.sync()]), { syncToFs })

  return {
    nameOf: statementNames(),
    run: (name, text, values, { syncToFs }) =>
      pglite.runExclusive(async () => {
        const { types, row } = prepared.get(name) ?? (await prepare(name, text))
        const bind = serialize.bind({ statement: name, values: values.map((value, at) => textOf(value, types[at])) })
        const answer = await exchange([bind, serialize.execute({})], syncToFs)
        const [result] = parse.parseResults([...row, ...answer], pglite.parsers)
        const rows = (result?.rows ?? []) as never[]
        return { rows, count: result?.affectedRows || rows.length }
      }),
  }
}
