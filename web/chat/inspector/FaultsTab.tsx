import { Autocomplete, Button, Group, NativeSelect, Stack, Text } from '@mantine/core'
import { type FormEvent, useState } from 'react'
import { reasonOf } from '../failure.ts'
import { ListSkeleton } from '../ListSkeleton.tsx'
import { useTexts } from '../language.tsx'
import { useEvent } from '../live.tsx'
import { useLoad } from '../load.ts'
import { usePrompts } from '../prompts.tsx'
import { Empty, Failure } from '../States.tsx'
import type { Texts } from '../texts.ts'
import { type Bot, type FaultKind, faultKinds, type NewFault, type WaitingFault } from '../types.ts'
import { FaultAmounts } from './FaultAmounts.tsx'
import classes from './Inspector.module.css'
import { inspectorApi } from './inspectorApi.ts'

const METHODS = ['sendMessage', 'editMessageText', 'answerCallbackQuery', 'deleteMessage', 'sendPhoto', 'getUpdates']

/** What goes wrong on purpose: added here, listed until it is used up. */
export default function FaultsTab({ bots }: { bots: readonly Bot[] }) {
  const t = useTexts()
  const { toast } = usePrompts()
  const { data, error, reload } = useLoad('faults', inspectorApi.faults)
  useEvent('faults', reload)
  // A fault is used up by calls; the list says what is left.
  useEvent('call', () => (data?.faults.length ?? 0) > 0 && reload())
  useEvent('resync', reload)
  if (!data) return error ? <Failure what={t.failedInspector} error={error} retry={reload} /> : <ListSkeleton />
  const failed = (error: Error) => toast(t.failed(reasonOf(error, t)))
  const clear = () => {
    inspectorApi.clearFaults().then(() => {
      toast(t.faultsCleared)
      reload()
    }, failed)
  }
  return (
    <>
      <FaultForm
        bots={bots}
        add={(fault) => {
          inspectorApi.addFault(fault).then(reload, failed)
        }}
      />
      {data.faults.length === 0 ? (
        <Empty text={t.noFaults} />
      ) : (
        <>
          <ul className={classes.faults}>
            {data.faults.map((fault, at) => (
              <FaultRow key={at} fault={fault} bots={bots} />
            ))}
          </ul>
          <Button variant="default" mx="lg" mb="lg" onClick={clear}>
            {t.clearFaults}
          </Button>
        </>
      )}
    </>
  )
}

function FaultForm({ bots, add }: { bots: readonly Bot[]; add: (fault: NewFault) => void }) {
  const t = useTexts()
  const [kind, setKind] = useState<FaultKind>('429')
  // Any method would most often be getUpdates, which a bot that polls asks at once: nobody would see what happened.
  const [method, setMethod] = useState('sendMessage')
  const [bot, setBot] = useState('')
  const [times, setTimes] = useState<number | string>(1)
  const [wait, setWait] = useState<number | string>(3)
  const submit = (event: FormEvent) => {
    event.preventDefault()
    add({
      kind,
      times: Number(times) || 1,
      ...(method.trim() === '' ? {} : { method: method.trim() }),
      ...(bot === '' ? {} : { bot: Number(bot) }),
      ...(kind === '429' ? { retry_after: Number(wait) || 0 } : {}),
    })
  }
  return (
    <form onSubmit={submit}>
      <Stack gap="sm" p="lg">
        <NativeSelect
          label={t.faultKind}
          value={kind}
          onChange={(event) => setKind(event.currentTarget.value as FaultKind)}
          data={faultKinds.map((kind) => ({ value: kind, label: kindWords(kind, t) }))}
        />
        <Group grow align="end">
          <Autocomplete
            label={t.faultMethod}
            placeholder={t.anyMethod}
            value={method}
            onChange={setMethod}
            data={METHODS}
          />
          <NativeSelect
            label={t.botFilter}
            value={bot}
            onChange={(event) => setBot(event.currentTarget.value)}
            data={[
              { value: '', label: t.allBots },
              ...bots
                .filter(({ built }) => built)
                .map(({ id, first_name }) => ({ value: String(id), label: first_name })),
            ]}
          />
        </Group>
        <FaultAmounts kind={kind} times={times} setTimes={setTimes} wait={wait} setWait={setWait} />
      </Stack>
    </form>
  )
}

function FaultRow({ fault, bots }: { fault: WaitingFault; bots: readonly Bot[] }) {
  const t = useTexts()
  const bot = bots.find(({ id }) => id === fault.bot)
  return (
    <li className={classes.fault}>
      <span>
        {kindWords(fault.kind, t)}
        <Text size="xs" c="dimmed">
          {[fault.method ?? t.anyMethod, bot?.first_name].filter(Boolean).join(' · ')}
        </Text>
      </span>
      <span className={`${classes.aside} num`}>{fault.left === null ? '∞' : t.timesLeft(fault.left)}</span>
    </li>
  )
}

const kindWords = (kind: string, t: Texts): string =>
  ({
    429: t.fault429,
    500: t.fault500,
    'html-413': t.faultTooLarge,
    'html-502': t.faultHtml,
    'drop-before': t.faultBefore,
    'drop-after': t.faultAfterwards,
    hang: t.faultHang,
  })[kind] ?? kind
