import { Badge, Text } from '@mantine/core'
import { api } from '../api.ts'
import { ListSkeleton } from '../ListSkeleton.tsx'
import { useLanguage, useTexts } from '../language.tsx'
import { useEvent } from '../live.tsx'
import { useLoad } from '../load.ts'
import { Empty, Failure } from '../States.tsx'
import { money } from '../time.ts'
import classes from './Inspector.module.css'
import { Row } from './Row.tsx'

/** The ledger of the stand-in that receives payouts. */
export function PayoutsTab() {
  const t = useTexts()
  const language = useLanguage()
  const { data, error, reload } = useLoad('payouts', api.payouts)
  useEvent('payout', reload)
  useEvent('resync', reload)
  if (!data) return error ? <Failure what={t.failedInspector} error={error} retry={reload} /> : <ListSkeleton />
  return (
    <div data-list>
      <div className={classes.heading}>
        <div style={{ flex: 1 }}>
          <Text size="xs" c="dimmed">
            {t.total} · {t.payments(data.payments.length)}
          </Text>
          <Text size="xl" fw={600} className="num">
            {money(data.total_cents, language)}
          </Text>
        </div>
        <Badge variant="light" tt="none">
          {t.simulated}
        </Badge>
      </div>
      <Text size="xs" c="dimmed" px="lg" pb="md">
        {t.payoutsNote}
      </Text>
      {data.payments.length === 0 && <Empty text={t.noPayouts} />}
      {data.payments.map((payment) => (
        <Row
          key={payment.payout_id}
          at={payment.at}
          what={`${t.assignment(payment.assignment_id)} · ${payment.payout_id}`}
          aside={`${money(payment.amount_cents, language)}${payment.repeats > 0 ? ` · ${t.repeats(payment.repeats)}` : ''}`}
          tone="plain"
          json={payment}
        />
      ))}
      <Text component="h3" size="xs" c="dimmed" className={classes.heading}>
        {t.requests}
      </Text>
      {data.requests.length === 0 && (
        <Text size="sm" c="dimmed" px="lg">
          {t.noRequests}
        </Text>
      )}
      {data.requests.map((request, at) => (
        <Row
          key={`${request.at} ${at}`}
          at={request.at}
          what={typeof request.body === 'string' ? request.body : (JSON.stringify(request.body) ?? '')}
          aside={String(request.status)}
          tone={request.status < 400 ? 'done' : 'harm'}
          json={request}
        />
      ))}
    </div>
  )
}
