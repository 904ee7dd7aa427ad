import { Button } from '@mantine/core'
import { useState } from 'react'
import { ListSkeleton } from '../ListSkeleton.tsx'
import { useTexts } from '../language.tsx'
import { useEvent } from '../live.tsx'
import { useLoad } from '../load.ts'
import { Empty, Failure } from '../States.tsx'
import type { Bot } from '../types.ts'
import { BotFilter } from './BotFilter.tsx'
import { inspectorApi } from './inspectorApi.ts'
import { Row } from './Row.tsx'

/** What bots should not do, newest first, with the call it belongs to. */
export function LintsTab({ bots, showCall }: { bots: readonly Bot[]; showCall: (id: number) => void }) {
  const t = useTexts()
  const [bot, setBot] = useState<number>()
  const { data, error, reload, change } = useLoad('lints', inspectorApi.lints)
  useEvent('lint', (lint) => change(({ lints }) => ({ lints: [lint, ...lints] })))
  useEvent('resync', reload)
  if (!data) return error ? <Failure what={t.failedInspector} error={error} retry={reload} /> : <ListSkeleton />
  const rows = data.lints.filter((lint) => bot === undefined || lint.bot === bot)
  return (
    <div data-list>
      <BotFilter bots={bots} bot={bot} choose={setBot} />
      {rows.length === 0 && <Empty text={t.noLints} />}
      {rows.map((lint, at) => (
        <Row
          key={`${lint.at} ${rows.length - at}`}
          at={lint.at}
          what={`${lint.method}: ${lint.about}`}
          aside={lint.kind}
          tone="attention"
          json={lint}
        >
          {lint.call !== undefined && (
            <Button size="xs" variant="default" mx="lg" mb="sm" onClick={() => showCall(lint.call ?? 0)}>
              {t.lintCall}
            </Button>
          )}
        </Row>
      ))}
    </div>
  )
}
