/** The stand-in for Google Sheets: what stands in its sheets, and what it was asked. */
import { NativeSelect, Stack, Switch } from '@mantine/core'
import { useState } from 'react'
import { reasonOf } from '../../failure.ts'
import { ListSkeleton } from '../../ListSkeleton.tsx'
import { useTexts } from '../../language.tsx'
import { useEvent } from '../../live.tsx'
import { useLoad } from '../../load.ts'
import { usePrompts } from '../../prompts.tsx'
import { Empty, Failure } from '../../States.tsx'
import { Address } from './Address.tsx'
import { Exchanges } from './Exchanges.tsx'
import { Faults } from './Faults.tsx'
import { Head } from './Head.tsx'
import { SheetTable } from './SheetTable.tsx'
import { type DrawnBook, type Exchange, sheetsFaults, standInsApi } from './standInsApi.ts'

export default function SheetsTab() {
  const t = useTexts()
  const { toast } = usePrompts()
  const [chosen, setChosen] = useState('')
  const { data, error, reload } = useLoad('sheets', standInsApi.sheets)
  useEvent('sheets', reload)
  useEvent('resync', reload)
  if (!data) return error ? <Failure what={t.failedInspector} error={error} retry={reload} /> : <ListSkeleton />
  const failed = (error: Error) => toast(t.failed(reasonOf(error, t)))
  const all = sheetsIn(data.spreadsheets)
  const shown = all.find(({ key }) => key === chosen) ?? all[0]
  return (
    <div data-list>
      <Head note={t.sheetsNote} />
      <Address name={t.baseUrl} value={`${window.location.origin}/sheets/`} />
      <Address name={t.serviceAccount} value={data.account} />
      <Stack gap="sm" p="lg">
        <NativeSelect
          label={t.sheet}
          value={shown?.key}
          onChange={(event) => setChosen(event.currentTarget.value)}
          data={all.map(({ key, label }) => ({ value: key, label }))}
        />
        {shown && (
          <Switch
            label={t.sharedWithAccount}
            checked={shown.book.shared}
            onChange={(event) => {
              standInsApi.share(shown.book.id, event.currentTarget.checked).catch(failed)
            }}
          />
        )}
        <Switch
          label={t.googleLimits}
          checked={data.limited}
          onChange={(event) => {
            standInsApi.limit(event.currentTarget.checked).catch(failed)
          }}
        />
      </Stack>
      {shown ? <SheetTable sheet={shown.sheet} /> : <Empty text={t.emptySheet} />}
      <Faults of="sheets" kinds={sheetsFaults} faults={data.faults} />
      <Exchanges requests={data.requests} empty={t.noSheetsRequests} what={askedOf} />
    </div>
  )
}

const sheetsIn = (books: readonly DrawnBook[]) =>
  books.flatMap((book) =>
    book.sheets.map((sheet) => ({
      book,
      sheet,
      key: `${book.id} ${sheet.id}`,
      label: `${book.title} / ${sheet.title}`,
    })),
  )

const askedOf = ({ method, path }: Exchange) => `${method} ${path.replace('/v4/spreadsheets/', '')}`
