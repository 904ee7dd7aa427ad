import { ActionIcon, Text } from '@mantine/core'
import { IconCopy } from '@tabler/icons-react'
import { useTexts } from '../../language.tsx'
import { usePrompts } from '../../prompts.tsx'
import classes from './StandIns.module.css'

/** A name for something, and the thing to copy. */
export function Address({ name, value }: { name: string; value: string }) {
  const t = useTexts()
  const { copy } = usePrompts()
  return (
    <div className={classes.address}>
      <span>
        <Text size="xs" c="dimmed">
          {name}
        </Text>
        <Text size="xs" ff="monospace" className="clip" title={value}>
          {value}
        </Text>
      </span>
      <ActionIcon
        variant="default"
        size={28}
        aria-label={`${t.copy}: ${name}`}
        title={t.copy}
        onClick={() => copy(value)}
      >
        <IconCopy size={16} stroke={1.5} />
      </ActionIcon>
    </div>
  )
}
