import { Text } from '@mantine/core'
import { IconPin } from '@tabler/icons-react'
import { useTexts } from './language.tsx'
import classes from './PinnedBar.module.css'
import { preview } from './preview.ts'
import { showMessage } from './Quote.tsx'
import type { Entry } from './types.ts'

/** The newest pinned message; a press shows it in the chat. */
export function PinnedBar({ pinned }: { pinned: readonly Entry[] }) {
  const t = useTexts()
  const [newest] = pinned
  if (!newest) return null
  const { message } = newest
  return (
    <button type="button" className={classes.bar} title={t.toPinned} onClick={() => showMessage(message.message_id)}>
      <IconPin size={18} stroke={1.5} aria-hidden />
      <span className={classes.lines}>
        <Text component="span" size="xs" c="var(--ph-accent)" fw={600}>
          {t.pinnedMessage}
          {pinned.length > 1 && ` · ${pinned.length}`}
        </Text>
        <bdi className="clip">{preview(message, t)}</bdi>
      </span>
    </button>
  )
}
