import { ActionIcon, Text } from '@mantine/core'
import { IconCopy } from '@tabler/icons-react'
import { useTexts } from '../../language.tsx'
import { usePrompts } from '../../prompts.tsx'
import { Empty } from '../../States.tsx'
import inspector from '../Inspector.module.css'
import classes from './StandIns.module.css'
import type { DrawnSheet } from './standInsApi.ts'

/** A sheet as a table. Whatever stands in a cell is text. */
export function SheetTable({ sheet }: { sheet: DrawnSheet }) {
  const t = useTexts()
  const { copy } = usePrompts()
  if (sheet.rows.length === 0) return <Empty text={t.emptySheet} />
  const lines = sheet.rows.map((row) => row.map((cell) => cell?.text ?? '').join('\t'))
  return (
    <>
      <div className={inspector.heading}>
        <Text size="xs" c="dimmed" style={{ flex: 1 }}>
          {t.sheetSize(sheet.filled_rows, sheet.filled_columns)}
          {sheet.rows.length < sheet.filled_rows && ` ${t.sheetCut(sheet.rows.length)}`}
        </Text>
        <ActionIcon
          variant="default"
          size={28}
          aria-label={t.copyTable}
          title={t.copyTable}
          onClick={() => copy(lines.join('\n'))}
        >
          <IconCopy size={16} stroke={1.5} />
        </ActionIcon>
      </div>
      {sheet.formulas > 0 && (
        <Text size="xs" px="lg" className={classes.warning}>
          {t.formulas(sheet.formulas)}
        </Text>
      )}
      {/* biome-ignore lint/a11y/noNoninteractiveTabindex: who has no mouse scrolls with the keys */}
      <section className={`${classes.grid} scroll`} tabIndex={0} aria-label={sheet.title}>
        <table>
          <thead>
            <tr>
              <td />
              {sheet.columns.map((letter) => (
                <th key={letter} scope="col">
                  {letter}
                </th>
              ))}
            </tr>
          </thead>
          <tbody>
            {sheet.rows.map((row, at) => (
              <tr key={at}>
                <th scope="row" className="num">
                  {at + 1}
                </th>
                {sheet.columns.map((letter, column) => {
                  const cell = row[column]
                  return (
                    <td key={letter} data-kind={cell?.kind} title={cell?.kind === 'formula' ? t.formula : undefined}>
                      {cell && <bdi>{cell.text}</bdi>}
                    </td>
                  )
                })}
              </tr>
            ))}
          </tbody>
        </table>
      </section>
    </>
  )
}
