import { ActionIcon, Menu, Text } from '@mantine/core'
import {
  IconArrowLeft,
  IconBan,
  IconDotsVertical,
  IconLayoutSidebarRightExpand,
  IconLink,
  IconLockOpen,
} from '@tabler/icons-react'
import { Avatar } from './Avatar.tsx'
import classes from './ChatHeader.module.css'
import { LiveDot } from './LiveDot.tsx'
import { useTexts } from './language.tsx'
import { link } from './place.ts'
import { usePrompts } from './prompts.tsx'
import type { Texts } from './texts.ts'
import type { Bot, Chat, Person } from './types.ts'
import { typingWords } from './typing.ts'

type Props = {
  chat: Chat
  me: Person
  bot: Bot | undefined
  typing: string | null
  blocked: boolean
  block: (blocked: boolean) => void
  inspect: (() => void) | undefined
}

export function ChatHeader({ chat, me, bot, typing, blocked, block, inspect }: Props) {
  const t = useTexts()
  const { copy } = usePrompts()
  return (
    <header className={classes.header}>
      <ActionIcon
        component="a"
        className={classes.back}
        variant="subtle"
        color="gray"
        size={44}
        aria-label={t.back}
        {...link({ as: me.id, chat: undefined })}
      >
        <IconArrowLeft size={20} stroke={1.5} />
      </ActionIcon>
      <Avatar id={chat.id} name={chat.title} size={36} square={chat.bot !== undefined} />
      <div className={classes.names}>
        <Text component="h1" fw={600} className="clip" title={chat.title}>
          <bdi>{chat.title}</bdi>
        </Text>
        <Text size="xs" c={typing ? 'var(--ph-accent)' : 'dimmed'} className="clip" aria-live="polite">
          {typing ? `${typingWords(typing, t)}…` : bot ? `@${bot.username}` : kindOf(chat, t)}
        </Text>
      </div>
      {inspect && (
        <>
          <LiveDot quiet />
          <ActionIcon variant="subtle" color="gray" size={44} aria-label={t.inspector} onClick={inspect}>
            <IconLayoutSidebarRightExpand size={20} stroke={1.5} />
          </ActionIcon>
        </>
      )}
      <Menu position="bottom-end" shadow="md">
        <Menu.Target>
          <ActionIcon variant="subtle" color="gray" size={inspect ? 44 : 36} aria-label={t.chatMenu} title={t.chatMenu}>
            <IconDotsVertical size={20} stroke={1.5} />
          </ActionIcon>
        </Menu.Target>
        <Menu.Dropdown>
          <Menu.Item leftSection={<IconLink size={16} stroke={1.5} />} onClick={() => copy(window.location.href)}>
            {t.copyAddress}
          </Menu.Item>
          {bot && (
            <Menu.Item
              leftSection={blocked ? <IconLockOpen size={16} stroke={1.5} /> : <IconBan size={16} stroke={1.5} />}
              onClick={() => block(!blocked)}
            >
              {blocked ? t.unblock : t.block}
            </Menu.Item>
          )}
        </Menu.Dropdown>
      </Menu>
    </header>
  )
}

function kindOf({ type, members }: Chat, t: Texts): string {
  const kind = type === 'channel' ? t.channel : t.members
  return members === undefined ? kind : `${kind} · ${t.memberCount(members)}`
}
