import { ActionIcon, Text } from '@mantine/core'
import { IconKeyboard, IconLayoutSidebarRightExpand } from '@tabler/icons-react'
import { AppearanceMenu } from './AppearanceMenu.tsx'
import icon from './icon.svg'
import { LiveDot } from './LiveDot.tsx'
import { useTexts } from './language.tsx'
import { link } from './place.ts'
import shell from './Shell.module.css'
import classes from './TopBar.module.css'
import type { Person } from './types.ts'

type Props = { me: Person; inspecting: boolean; toggleInspector: () => void; showKeys: () => void }

export function TopBar({ me, inspecting, toggleInspector, showKeys }: Props) {
  const t = useTexts()
  return (
    <header className={shell.top}>
      <a className={classes.name} {...link({ as: me.id, chat: undefined })}>
        <img src={icon} width={22} height={22} alt="" />
        Posthouse
      </a>
      <Text className={classes.what} c="dimmed" size="sm">
        {t.simulator}
      </Text>
      <span className={classes.space} />
      <LiveDot />
      <ActionIcon
        className={classes.keys}
        variant="subtle"
        color="gray"
        size={36}
        aria-label={t.keys}
        title={`${t.keys} (?)`}
        onClick={showKeys}
      >
        <IconKeyboard size={20} stroke={1.5} />
      </ActionIcon>
      <AppearanceMenu />
      <ActionIcon
        variant={inspecting ? 'light' : 'subtle'}
        color={inspecting ? 'teal' : 'gray'}
        size={36}
        aria-label={t.inspector}
        aria-pressed={inspecting}
        title={`${t.inspector} (i)`}
        onClick={toggleInspector}
      >
        <IconLayoutSidebarRightExpand size={20} stroke={1.5} />
      </ActionIcon>
    </header>
  )
}
