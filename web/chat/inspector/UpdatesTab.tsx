import { useState } from 'react'
import { ListSkeleton } from '../ListSkeleton.tsx'
import { useTexts } from '../language.tsx'
import type { Loaded } from '../load.ts'
import { Empty, Failure } from '../States.tsx'
import type { Texts } from '../texts.ts'
import type { Bot, Inspection, UpdateRow } from '../types.ts'
import { BotFilter } from './BotFilter.tsx'
import { updateColour } from './pairs.ts'
import { Row, type Tone } from './Row.tsx'

type Props = { inspection: Loaded<Inspection>; bots: readonly Bot[] }

/** Everything the bots were told. */
export function UpdatesTab({ inspection, bots }: Props) {
  const t = useTexts()
  const [bot, setBot] = useState<number>()
  const { data, error, reload } = inspection
  if (!data) return error ? <Failure what={t.failedInspector} error={error} retry={reload} /> : <ListSkeleton />
  // Nobody takes what a bot that is still to come is told; who asks for that bot sees it.
  const isTaken = (id: number) => bots.find((one) => one.id === id)?.built !== false
  const rows = data.updates.filter((row) => (bot === undefined ? isTaken(row.bot) : row.bot === bot))
  return (
    <div data-list>
      <BotFilter bots={bots} bot={bot} choose={setBot} />
      {rows.length === 0 && <Empty text={t.noUpdates} />}
      {rows.map((row) => (
        <Row
          key={row.id}
          at={row.at}
          dot={{ colour: updateColour(row.update_id), title: `update ${row.update_id}` }}
          what={`${kindOf(row.update)} ${sayingOf(row.update)}`}
          aside={`${words(row, t)}${row.attempts > 1 ? ` ×${row.attempts}` : ''}`}
          tone={tones[row.delivery]}
          hint={[row.via, t.attempts(row.attempts), row.error].filter(Boolean).join(' · ')}
          json={row.update}
        />
      ))}
    </div>
  )
}

const tones: Record<UpdateRow['delivery'], Tone> = {
  pending: 'attention',
  delivered: 'done',
  failed: 'harm',
  expired: 'harm',
}

function words(row: UpdateRow, t: Texts): string {
  return { pending: t.pending, delivered: t.delivered, failed: t.failedDelivery, expired: t.expired }[row.delivery]
}

function kindOf(update: unknown): string {
  return Object.keys(record(update)).find((key) => key !== 'update_id') ?? 'update'
}

/** The words or the button of an update, to know it again in a list. */
function sayingOf(update: unknown): string {
  const content = record(record(update)[kindOf(update)])
  const saying = content.text ?? content.caption ?? content.data
  return typeof saying === 'string' ? `“${saying}”` : ''
}

function record(value: unknown): Record<string, unknown> {
  return typeof value === 'object' && value !== null ? (value as Record<string, unknown>) : {}
}
