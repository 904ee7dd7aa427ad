import { Group, Skeleton } from '@mantine/core'
import { useTexts } from './language.tsx'

export function ListSkeleton({ rows = 4 }: { rows?: number }) {
  const t = useTexts()
  return (
    <div role="status" aria-label={t.loading}>
      {Array.from({ length: rows }, (_, row) => (
        <Group key={row} wrap="nowrap" gap="md" px="lg" h={64}>
          <Skeleton circle h={40} w={40} />
          <div style={{ flex: 1 }}>
            <Skeleton h={12} w="45%" mb={8} />
            <Skeleton h={10} w="80%" />
          </div>
        </Group>
      ))}
    </div>
  )
}
