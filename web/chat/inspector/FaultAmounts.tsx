import { Button, Group, NumberInput } from '@mantine/core'
import { useTexts } from '../language.tsx'

type Amount = number | string

/** How often a fault happens, how long a 429 asks to wait, and the button that switches it on. */
export function FaultAmounts({
  kind,
  times,
  setTimes,
  wait,
  setWait,
}: {
  kind: string
  times: Amount
  setTimes(times: Amount): void
  wait: Amount
  setWait(seconds: Amount): void
}) {
  const t = useTexts()
  return (
    <>
      <Group grow align="end">
        <NumberInput label={t.faultTimes} value={times} onChange={setTimes} min={1} max={1000} allowDecimal={false} />
        {kind === '429' && (
          <NumberInput label={t.faultAfter} value={wait} onChange={setWait} min={0} max={86_400} allowDecimal={false} />
        )}
      </Group>
      <Group justify="flex-end">
        <Button type="submit">{t.addFault}</Button>
      </Group>
    </>
  )
}
