import { ActionIcon, Menu } from '@mantine/core'
import {
  IconChartBar,
  IconDice5,
  IconFile,
  IconMapPin,
  IconPaperclip,
  IconSticker,
  IconUser,
} from '@tabler/icons-react'
import { useTexts } from './language.tsx'

type Props = {
  disabled: boolean
  pickFiles: () => void
  ask: (what: 'place' | 'poll') => void
  send: (what: 'contact' | 'dice' | { sticker: string }) => void
}

/** The stickers everybody has. */
const STICKERS = ['👍', '😀', '🎉'] as const
const icon = { size: 16, stroke: 1.5 }

export function AttachMenu({ disabled, pickFiles, ask, send }: Props) {
  const t = useTexts()
  return (
    <Menu position="top-start" shadow="md">
      <Menu.Target>
        <ActionIcon
          variant="subtle"
          color="gray"
          size={44}
          aria-label={t.attachMenu}
          title={t.attachMenu}
          disabled={disabled}
        >
          <IconPaperclip size={20} stroke={1.5} />
        </ActionIcon>
      </Menu.Target>
      <Menu.Dropdown>
        <Menu.Item leftSection={<IconFile {...icon} />} onClick={pickFiles}>
          {t.attachFile}
        </Menu.Item>
        <Menu.Item leftSection={<IconMapPin {...icon} />} onClick={() => ask('place')}>
          {t.attachPlace}
        </Menu.Item>
        <Menu.Item leftSection={<IconUser {...icon} />} onClick={() => send('contact')}>
          {t.attachContact}
        </Menu.Item>
        <Menu.Item leftSection={<IconChartBar {...icon} />} onClick={() => ask('poll')}>
          {t.attachPoll}
        </Menu.Item>
        <Menu.Item leftSection={<IconDice5 {...icon} />} onClick={() => send('dice')}>
          {t.attachDice}
        </Menu.Item>
        {STICKERS.map((sticker) => (
          <Menu.Item key={sticker} leftSection={<IconSticker {...icon} />} onClick={() => send({ sticker })}>
            {t.attachSticker(sticker)}
          </Menu.Item>
        ))}
      </Menu.Dropdown>
    </Menu>
  )
}
