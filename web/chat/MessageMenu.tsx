import { ActionIcon, Menu } from '@mantine/core'
import { IconArrowBackUp, IconCopy, IconDots, IconPencil } from '@tabler/icons-react'
import { useTexts } from './language.tsx'
import classes from './MessageMenu.module.css'
import { usePrompts } from './prompts.tsx'
import type { Entry } from './types.ts'

type Props = { entry: Entry; reply: () => void; edit: (() => void) | undefined }

export function MessageMenu({ entry, reply, edit }: Props) {
  const t = useTexts()
  const { copy } = usePrompts()
  const text = entry.message.text ?? entry.message.caption
  return (
    <Menu position="bottom" shadow="md">
      <Menu.Target>
        <ActionIcon className={classes.dots} data-small variant="default" size={28} aria-label={t.messageActions}>
          <IconDots size={16} stroke={1.5} />
        </ActionIcon>
      </Menu.Target>
      <Menu.Dropdown>
        <Menu.Item leftSection={<IconArrowBackUp size={16} stroke={1.5} />} onClick={reply}>
          {t.reply}
        </Menu.Item>
        {edit && (
          <Menu.Item leftSection={<IconPencil size={16} stroke={1.5} />} onClick={edit}>
            {t.edit}
          </Menu.Item>
        )}
        {text && (
          <Menu.Item leftSection={<IconCopy size={16} stroke={1.5} />} onClick={() => copy(text)}>
            {t.copyText}
          </Menu.Item>
        )}
      </Menu.Dropdown>
    </Menu>
  )
}
