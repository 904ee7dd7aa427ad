import { ActionIcon, Menu } from '@mantine/core'
import {
  IconArrowBackUp,
  IconArrowForwardUp,
  IconCopy,
  IconDots,
  IconPencil,
  IconPin,
  IconPinnedOff,
  IconTrash,
} from '@tabler/icons-react'
import { useRef } from 'react'
import type { ChatActs } from './chatActs.ts'
import { useTexts } from './language.tsx'
import classes from './MessageMenu.module.css'
import { usePrompts } from './prompts.tsx'
import type { Entry } from './types.ts'

const OFFERED = ['👍', '❤', '😁', '🎉', '🤔', '👎'] as const

export function MessageMenu({ entry, acts }: { entry: Entry; acts: ChatActs }) {
  const t = useTexts()
  const { copy } = usePrompts()
  const chosen = useRef('')
  const { message, outgoing } = entry
  const text = message.text ?? message.caption
  const pinned = acts.isPinned(entry)
  const free = !message.has_protected_content
  return (
    <Menu position="bottom" shadow="md">
      <Menu.Target>
        <ActionIcon
          className={classes.dots}
          data-small
          variant="default"
          size={28}
          aria-label={t.messageActions}
          // The menu takes the selection away; what was chosen of the message becomes a quote.
          onPointerDown={(event) => {
            chosen.current = chosenIn(event.currentTarget.parentElement)
          }}
        >
          <IconDots size={16} stroke={1.5} />
        </ActionIcon>
      </Menu.Target>
      <Menu.Dropdown>
        <div className={classes.reactions}>
          {OFFERED.map((emoji) => (
            <Menu.Item
              key={emoji}
              className={classes.emoji}
              aria-label={t.react(emoji)}
              onClick={() => acts.react(entry, emoji)}
            >
              {emoji}
            </Menu.Item>
          ))}
        </div>
        <Menu.Item
          leftSection={<IconArrowBackUp size={16} stroke={1.5} />}
          onClick={() => acts.reply(entry, chosen.current || undefined)}
        >
          {t.reply}
        </Menu.Item>
        {outgoing && text !== undefined && (
          <Menu.Item leftSection={<IconPencil size={16} stroke={1.5} />} onClick={() => acts.edit(entry)}>
            {t.edit}
          </Menu.Item>
        )}
        {text && free && (
          <Menu.Item leftSection={<IconCopy size={16} stroke={1.5} />} onClick={() => copy(text)}>
            {t.copyText}
          </Menu.Item>
        )}
        {free && (
          <Menu.Item leftSection={<IconArrowForwardUp size={16} stroke={1.5} />} onClick={() => acts.forward(entry)}>
            {t.forward}
          </Menu.Item>
        )}
        <Menu.Item
          leftSection={pinned ? <IconPinnedOff size={16} stroke={1.5} /> : <IconPin size={16} stroke={1.5} />}
          onClick={() => acts.pin(entry, !pinned)}
        >
          {pinned ? t.unpin : t.pin}
        </Menu.Item>
        <Menu.Item leftSection={<IconTrash size={16} stroke={1.5} />} onClick={() => acts.remove(entry)}>
          {t.remove}
        </Menu.Item>
      </Menu.Dropdown>
    </Menu>
  )
}

function chosenIn(bubble: HTMLElement | null): string {
  const selection = window.getSelection()
  const words = bubble?.querySelector('[data-words]')
  if (!selection || selection.isCollapsed || !words) return ''
  const inside = [selection.anchorNode, selection.focusNode].every((node) => node && words.contains(node))
  return inside ? selection.toString().trim() : ''
}
