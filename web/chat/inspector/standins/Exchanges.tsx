import { Text } from '@mantine/core'
import { useTexts } from '../../language.tsx'
import { Empty } from '../../States.tsx'
import classes from '../Inspector.module.css'
import { Row } from '../Row.tsx'
import { faultWords } from './Faults.tsx'
import type { Exchange } from './standInsApi.ts'

type Props = { requests: readonly Exchange[]; empty: string; what: (exchange: Exchange) => string }

/** What was asked and what was answered, newest first. */
export function Exchanges({ requests, empty, what }: Props) {
  const t = useTexts()
  return (
    <>
      <Text component="h2" size="xs" c="dimmed" className={classes.heading}>
        {t.requests}
      </Text>
      {requests.length === 0 && <Empty text={empty} />}
      {requests.map((exchange, at) => (
        <Row
          key={`${exchange.at} ${requests.length - at}`}
          at={exchange.at}
          what={what(exchange)}
          aside={exchange.status === 0 ? t.noAnswer : String(exchange.status)}
          tone={exchange.fault ? 'attention' : exchange.status > 0 && exchange.status < 400 ? 'done' : 'harm'}
          {...(exchange.fault ? { hint: faultWords(exchange.fault, t) } : {})}
          json={exchange}
        />
      ))}
    </>
  )
}
