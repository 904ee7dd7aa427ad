import { useState } from 'react'
import { ListSkeleton } from '../ListSkeleton.tsx'
import { useTexts } from '../language.tsx'
import type { Loaded } from '../load.ts'
import { Empty, Failure } from '../States.tsx'
import type { Bot, Call, Inspection } from '../types.ts'
import { BotFilter } from './BotFilter.tsx'
import { Row, type Tone } from './Row.tsx'

type Props = { inspection: Loaded<Inspection>; bots: readonly Bot[] }

/** Everything the bots did. Waiting for updates is left out: it is always going on. */
export function CallsTab({ inspection, bots }: Props) {
  const t = useTexts()
  const [bot, setBot] = useState<number>()
  const { data, error, reload } = inspection
  if (!data) return error ? <Failure what={t.failedInspector} error={error} retry={reload} /> : <ListSkeleton />
  const rows = data.calls.filter((row) => row.method !== 'getUpdates' && (bot === undefined || row.bot === bot))
  return (
    <div data-list>
      <BotFilter bots={bots} bot={bot} choose={setBot} />
      {rows.length === 0 && <Empty text={t.noCalls} />}
      {rows.map((row) => (
        <Row
          key={row.id}
          at={row.at}
          bot={row.bot}
          what={`${row.method} ${sayingOf(row.request)}`}
          aside={
            row.status === undefined ? '…' : `${row.status}${row.ms === undefined ? '' : ` · ${Math.round(row.ms)} ms`}`
          }
          tone={toneOf(row)}
          hint={row.status === undefined ? t.unanswered : ''}
          json={{ request: row.request, response: row.response }}
        />
      ))}
    </div>
  )
}

function toneOf({ status }: Call): Tone {
  if (status === undefined) return 'attention'
  return status < 400 ? 'done' : 'harm'
}

function sayingOf(request: unknown): string {
  if (typeof request !== 'object' || request === null) return ''
  const saying = 'text' in request ? request.text : 'caption' in request ? request.caption : undefined
  return typeof saying === 'string' ? `“${saying.replace(/\s+/g, ' ')}”` : ''
}
