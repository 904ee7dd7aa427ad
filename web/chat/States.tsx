/** The two states every list needs beside loading and full. */

import { Button, Stack, Text } from '@mantine/core'
import { IconAlertTriangle, IconRefresh } from '@tabler/icons-react'
import type { ReactNode } from 'react'
import { reasonOf } from './failure.ts'
import { useTexts } from './language.tsx'

export function Failure({ what, error, retry }: { what: string; error?: Error | undefined; retry: () => void }) {
  const t = useTexts()
  return (
    <Stack align="center" gap="sm" p="xl" role="alert">
      <IconAlertTriangle size={28} stroke={1.5} color="var(--ph-harm)" aria-hidden />
      <Text ta="center" maw={360}>
        {what}
      </Text>
      {error && (
        <Text size="xs" c="dimmed" ta="center" maw={360} style={{ overflowWrap: 'anywhere' }}>
          {reasonOf(error, t)}
        </Text>
      )}
      <Button leftSection={<IconRefresh size={16} />} onClick={retry}>
        {t.retry}
      </Button>
    </Stack>
  )
}

export function Empty({ text, children }: { text: string; children?: ReactNode }) {
  return (
    <Stack align="center" gap="md" p="xl">
      <Text c="dimmed" ta="center" maw={320}>
        {text}
      </Text>
      {children}
    </Stack>
  )
}
