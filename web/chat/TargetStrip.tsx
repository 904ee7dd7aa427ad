import { CloseButton, Text } from '@mantine/core'
import classes from './Composer.module.css'
import { useTexts } from './language.tsx'
import { senderName } from './names.ts'
import { preview } from './preview.ts'
import type { Target } from './target.ts'

export function TargetStrip({ target, cancel }: { target: Target; cancel: () => void }) {
  const t = useTexts()
  const { message } = target.entry
  return (
    <div className={classes.strip}>
      <div className={classes.stripText}>
        <Text size="sm" fw={600} c="var(--ph-accent)" className="clip">
          {target.kind === 'edit' ? t.editing : t.replyingTo(senderName(message))}
        </Text>
        <Text size="sm" c="dimmed" className="clip">
          {target.quote ? `“${target.quote}”` : preview(message, t)}
        </Text>
      </div>
      <CloseButton size={44} aria-label={t.cancel} onClick={cancel} />
    </div>
  )
}
