import { Text } from '@mantine/core'
import { useEffect } from 'react'
import { ListSkeleton } from '../ListSkeleton.tsx'
import { useLanguage, useTexts, useWords } from '../language.tsx'
import { useEvent } from '../live.tsx'
import { useLoad } from '../load.ts'
import { Empty, Failure } from '../States.tsx'
import * as words from '../texts/outbox.ts'
import { clockTime } from '../time.ts'
import type { Unsent } from '../types.ts'
import classes from './Inspector.module.css'
import { inspectorApi } from './inspectorApi.ts'
import { Row, type Tone } from './Row.tsx'

const EVERY_MS = 2000
const tones: Record<Unsent['state'], Tone> = {
  waiting: 'attention',
  sending: 'plain',
  failed: 'harm',
  'perhaps sent': 'attention',
  discarded: 'plain',
}

/** What the house has still to say to whom. The simulator does not know: it asks the house, when there is one. */
export default function OutboxTab() {
  const t = useTexts()
  const w = useWords(words)
  const language = useLanguage()
  const { data, error, reload } = useLoad('outbox', inspectorApi.outbox)
  useEffect(() => {
    const timer = window.setInterval(reload, EVERY_MS)
    return () => window.clearInterval(timer)
  }, [reload])
  useEvent('resync', reload)
  if (!data) return error ? <Failure what={t.failedInspector} error={error} retry={reload} /> : <ListSkeleton />
  if (!data.attached) return <Empty text={w.noHouse} />
  if (data.rows.length === 0) return <Empty text={w.nothing} />
  return (
    <div data-list>
      {chatsIn(data.rows).map(([chat, rows]) => (
        <section key={chat} aria-label={chat}>
          <Text component="h3" size="xs" c="dimmed" className={classes.heading}>
            {chat}
          </Text>
          {rows.map((row) => (
            <Row
              key={row.id}
              at={row.written}
              what={`${row.method} ${sayingOf(row.payload)}`}
              aside={`${w.states[row.state]}${row.tries > 0 ? ` · ${w.tries(row.tries)}` : ''}`}
              tone={tones[row.state]}
              hint={row.next ? w.notBefore(clockTime(new Date(row.next), language, true)) : ''}
              json={row}
            >
              {row.error && (
                <Text size="xs" c="var(--ph-harm)" px="lg" pb="xs" className={classes.words}>
                  {row.error}
                </Text>
              )}
            </Row>
          ))}
        </section>
      ))}
    </div>
  )
}

const chatsIn = (rows: readonly Unsent[]) =>
  Object.entries(Object.groupBy(rows, ({ bot, chat }) => `${bot} → ${chat}`)) as [string, Unsent[]][]

function sayingOf(payload: unknown): string {
  const { text, caption } = (payload ?? {}) as { text?: unknown; caption?: unknown }
  const saying = text ?? caption
  return typeof saying === 'string' ? `“${saying.replace(/\s+/g, ' ')}”` : ''
}
