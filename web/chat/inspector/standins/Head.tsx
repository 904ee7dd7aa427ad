import { Badge, Text } from '@mantine/core'
import { useTexts } from '../../language.tsx'
import classes from '../Inspector.module.css'

/** What this stand-in is, and that it is one. */
export function Head({ note }: { note: string }) {
  const t = useTexts()
  return (
    <div className={classes.heading}>
      <Text size="xs" c="dimmed" style={{ flex: 1 }}>
        {note}
      </Text>
      <Badge variant="light" tt="none">
        {t.simulated}
      </Badge>
    </div>
  )
}
