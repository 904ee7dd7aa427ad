import { Button, Group, NumberInput, SegmentedControl, Stack, Text } from '@mantine/core'
import { useState } from 'react'
import { useNow } from '../clock.tsx'
import { reasonOf } from '../failure.ts'
import { ListSkeleton } from '../ListSkeleton.tsx'
import { useLanguage, useTexts } from '../language.tsx'
import { useEvent } from '../live.tsx'
import { useLoad } from '../load.ts'
import { usePrompts } from '../prompts.tsx'
import { Failure } from '../States.tsx'
import { exactTime } from '../time.ts'
import type { ClockMode, ClockState } from '../types.ts'
import { inspectorApi } from './inspectorApi.ts'

const [MINUTE, HOUR, DAY] = [60_000, 3_600_000, 86_400_000]

/** The simulated Telegram's time: real, faster, or moved by hand. */
export function ClockTab() {
  const t = useTexts()
  const { data, error, reload, change } = useLoad('clock', inspectorApi.clock)
  useEvent('clock', reload)
  useEvent('resync', reload)
  if (!data) return error ? <Failure what={t.failedInspector} error={error} retry={reload} /> : <ListSkeleton />
  return <Switches state={data} changed={(next) => change(() => next)} />
}

function Switches({ state, changed }: { state: ClockState; changed: (state: ClockState) => void }) {
  const t = useTexts()
  const language = useLanguage()
  const { toast } = usePrompts()
  const now = useNow(1000)
  const [factor, setFactor] = useState<number | string>(state.mode === 'scaled' ? state.factor : 60)
  const [busy, setBusy] = useState(false)
  const act = (change: Promise<ClockState>) => {
    setBusy(true)
    change
      .then(changed)
      .catch((error: Error) => toast(t.failed(reasonOf(error, t))))
      .finally(() => setBusy(false))
  }
  const scale = (value: number | string) => {
    setFactor(value)
    const number = Number(value)
    if (state.mode === 'scaled' && number >= 0.1 && number <= 1000) act(inspectorApi.setClock('scaled', number))
  }
  const steps: [string, number][] = [
    [t.plusMinute, MINUTE],
    [t.plusHour, HOUR],
    [t.plusDay, DAY],
  ]
  return (
    <Stack gap="md" p="lg">
      <div>
        <Text size="xs" c="dimmed">
          {t.clockNow}
        </Text>
        <Text component="time" size="lg" fw={600} className="num" dateTime={now.toISOString()}>
          {exactTime(now, language)}
        </Text>
      </div>
      <SegmentedControl
        fullWidth
        aria-label={t.clock}
        value={state.mode}
        onChange={(mode) => act(inspectorApi.setClock(mode as ClockMode, Number(factor) || 1))}
        data={[
          { value: 'real', label: t.clockReal },
          { value: 'scaled', label: t.clockScaled },
          { value: 'hand', label: t.clockHand },
        ]}
      />
      {state.mode === 'scaled' && (
        <NumberInput label={t.clockFactor} value={factor} onChange={scale} min={0.1} max={1000} />
      )}
      <Group gap="sm" role="group" aria-label={t.clockForward}>
        {steps.map(([label, ms]) => (
          <Button key={label} variant="default" loading={busy} onClick={() => act(inspectorApi.advance(ms))}>
            {label}
          </Button>
        ))}
      </Group>
      <Text size="xs" c="dimmed">
        {t.clockReset}
      </Text>
      <Text size="xs" c="dimmed">
        {t.clockNote}
      </Text>
    </Stack>
  )
}
