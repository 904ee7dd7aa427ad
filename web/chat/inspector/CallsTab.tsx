import { Text } from '@mantine/core'
import { useMemo, useState } from 'react'
import { ListSkeleton } from '../ListSkeleton.tsx'
import { useTexts } from '../language.tsx'
import type { Loaded } from '../load.ts'
import { Empty, Failure } from '../States.tsx'
import type { Texts } from '../texts.ts'
import type { Bot, Call, Inspection, Rating } from '../types.ts'
import { BotFilter } from './BotFilter.tsx'
import { pairs, updateColour } from './pairs.ts'
import { Row, type Tone } from './Row.tsx'
import type { Ratings } from './useFidelity.ts'

type Props = {
  inspection: Loaded<Inspection>
  bots: readonly Bot[]
  ratings: Ratings
  /** The call somebody came to see. */
  shown: number | undefined
}

/** Everything the bots did. Waiting for updates is left out: it is always going on. */
export function CallsTab({ inspection, bots, ratings, shown }: Props) {
  const t = useTexts()
  const [bot, setBot] = useState<number>()
  const { data, error, reload } = inspection
  const follows = useMemo(() => (data ? pairs(data) : new Map<number, number>()), [data])
  if (!data) return error ? <Failure what={t.failedInspector} error={error} retry={reload} /> : <ListSkeleton />
  const rows = data.calls.filter((row) => row.method !== 'getUpdates' && (bot === undefined || row.bot === bot))
  return (
    <div data-list>
      <BotFilter bots={bots} bot={bot} choose={setBot} />
      {rows.length === 0 && <Empty text={t.noCalls} />}
      {rows.map((row) => {
        const update = follows.get(row.id)
        return (
          <Row
            key={row.id}
            at={row.at}
            dot={update === undefined ? undefined : { colour: updateColour(update), title: t.answersUpdate(update) }}
            what={`${row.method} ${sayingOf(row.request)}`}
            aside={
              row.status === undefined
                ? '…'
                : `${row.status}${row.ms === undefined ? '' : ` · ${Math.round(row.ms)} ms`}`
            }
            tone={toneOf(row)}
            hint={row.status === undefined ? t.unanswered : ''}
            json={{ request: row.request, response: row.response }}
            begins={row.id === shown}
          >
            <Known method={row.method} ratings={ratings} />
          </Row>
        )
      })}
    </div>
  )
}

function Known({ method, ratings }: { method: string; ratings: Ratings }) {
  const t = useTexts()
  const rating = ratings(method)
  if (!rating) return null
  return (
    <Text size="xs" c="dimmed" px="lg" pb="xs">
      {t.knownFrom}: {words(rating.status, t)}
      {rating.note && `. ${rating.note}`}
    </Text>
  )
}

const words = (status: Rating, t: Texts): string =>
  ({
    source: t.fidelitySource,
    documented: t.fidelityDocumented,
    guessed: t.fidelityGuessed,
    'not rated': t.fidelityUnrated,
    'not simulated': t.fidelityNot,
  })[status]

function toneOf({ status }: Call): Tone {
  if (status === undefined) return 'attention'
  return status < 400 ? 'done' : 'harm'
}

function sayingOf(request: unknown): string {
  if (typeof request !== 'object' || request === null) return ''
  const saying = 'text' in request ? request.text : 'caption' in request ? request.caption : undefined
  return typeof saying === 'string' ? `“${saying.replace(/\s+/g, ' ')}”` : ''
}
