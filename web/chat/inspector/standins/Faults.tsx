import { Button, NativeSelect, Stack, Text, TextInput } from '@mantine/core'
import { type FormEvent, useState } from 'react'
import { reasonOf } from '../../failure.ts'
import { useTexts } from '../../language.tsx'
import { usePrompts } from '../../prompts.tsx'
import type { Texts } from '../../texts.ts'
import { FaultAmounts } from '../FaultAmounts.tsx'
import inspector from '../Inspector.module.css'
import { Section } from './Section.tsx'
import {
  type NewStandInFault,
  type StandIn,
  type StandInFault,
  type StandInFaultKind,
  standInsApi,
} from './standInsApi.ts'

type Props = { of: StandIn; kinds: readonly StandInFaultKind[]; faults: readonly StandInFault[] }

/** What goes wrong with the next requests: added here, listed until it is used up. */
export function Faults({ of, kinds, faults }: Props) {
  const t = useTexts()
  const { toast } = usePrompts()
  const failed = (error: Error) => toast(t.failed(reasonOf(error, t)))
  const clear = () => {
    standInsApi.clearFaults(of).then(() => toast(t.faultsCleared), failed)
  }
  return (
    <Section title={t.faults} count={faults.length}>
      <FaultForm
        kinds={kinds}
        add={(fault) => {
          standInsApi.addFault(of, fault).catch(failed)
        }}
      />
      {faults.length === 0 ? (
        <Text size="sm" c="dimmed" px="lg" pb="lg">
          {t.noStandInFaults}
        </Text>
      ) : (
        <>
          <ul className={inspector.faults}>
            {faults.map((fault, at) => (
              <li key={at} className={inspector.fault}>
                <span>
                  {faultWords(fault.kind, t)}
                  <Text size="xs" c="dimmed">
                    {fault.path ?? t.anyPath}
                  </Text>
                </span>
                <span className={`${inspector.aside} num`}>{t.timesLeft(fault.left)}</span>
              </li>
            ))}
          </ul>
          <Button variant="default" mx="lg" mb="lg" onClick={clear}>
            {t.clearFaults}
          </Button>
        </>
      )}
    </Section>
  )
}

function FaultForm({ kinds, add }: { kinds: readonly StandInFaultKind[]; add: (fault: NewStandInFault) => void }) {
  const t = useTexts()
  const [kind, setKind] = useState<StandInFaultKind>('429')
  const [path, setPath] = useState('')
  const [times, setTimes] = useState<number | string>(1)
  const [wait, setWait] = useState<number | string>(20)
  const submit = (event: FormEvent) => {
    event.preventDefault()
    add({
      kind,
      times: Number(times) || 1,
      ...(path.trim() === '' ? {} : { path: path.trim() }),
      ...(kind === '429' ? { retry_after: Number(wait) || 0 } : {}),
    })
  }
  return (
    <form onSubmit={submit}>
      <Stack gap="sm" p="lg" pt="xs">
        <NativeSelect
          label={t.faultKind}
          value={kind}
          onChange={(event) => setKind(event.currentTarget.value as StandInFaultKind)}
          data={kinds.map((kind) => ({ value: kind, label: faultWords(kind, t) }))}
        />
        <TextInput
          label={t.faultPath}
          placeholder={t.anyPath}
          value={path}
          onChange={(event) => setPath(event.currentTarget.value)}
        />
        <FaultAmounts kind={kind} times={times} setTimes={setTimes} wait={wait} setWait={setWait} />
      </Stack>
    </form>
  )
}

export const faultWords = (kind: StandInFaultKind, t: Texts): string =>
  ({
    429: t.fault429,
    500: t.fault500,
    503: t.fault503,
    slow: t.faultSlow,
    hang: t.faultHang,
    'drop-before': t.faultBefore,
    'drop-after': t.faultAfterwards,
    truncate: t.faultTruncate,
    'bad-json': t.faultBadJson,
    'html-502': t.faultHtml,
    401: t.fault401,
    403: t.fault403,
    404: t.fault404,
    quota: t.faultQuota,
    empty: t.faultEmpty,
    refusal: t.faultRefusal,
  })[kind]
