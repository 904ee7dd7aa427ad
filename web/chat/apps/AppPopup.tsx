import { Button, Group, Modal, Text } from '@mantine/core'
import { useTexts, useWords } from '../language.tsx'
import * as words from '../texts/apps.ts'
import classes from './AppSheet.module.css'
import type { Popup, PopupButton } from './sheet.ts'

type Props = { popup: Popup | undefined; name: string; close: (button?: string) => void }

/** A question of the app: up to three buttons. */
export function AppPopup({ popup, name, close }: Props) {
  const t = useTexts()
  const w = useWords(words)
  const label = ({ type, text }: PopupButton) =>
    ({ ok: w.ok, close: t.close, cancel: t.cancel })[type] ?? (text === '' ? w.ok : text)
  return (
    <Modal opened={popup !== undefined} onClose={() => close()} title={popup?.title || name} size="xs" zIndex={300}>
      <Text className={classes.words}>{popup?.message}</Text>
      <Group justify="flex-end" mt="lg">
        {popup?.buttons.map((button, at) => (
          <Button
            key={at}
            variant={['cancel', 'close'].includes(button.type) ? 'default' : 'filled'}
            {...(button.type === 'destructive' ? { color: 'red.8' } : {})}
            onClick={() => close(button.id)}
          >
            {label(button)}
          </Button>
        ))}
      </Group>
    </Modal>
  )
}
