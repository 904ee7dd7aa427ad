import { ActionIcon, Button } from '@mantine/core'
import {
  IconAppWindow,
  IconArrowUp,
  IconCheck,
  IconKeyboardHide,
  IconKeyboardShow,
  IconMicrophone,
} from '@tabler/icons-react'
import type { ReactNode } from 'react'
import classes from './Composer.module.css'
import { useTexts } from './language.tsx'

/** The bot's menu button where it opens a Mini App. */
export function MenuButton({ text, open }: { text: string; open: () => void }) {
  const t = useTexts()
  return (
    <Button variant="default" className={classes.menu} aria-label={t.openMenu(text)} title={text} onClick={open}>
      <IconAppWindow size={20} stroke={1.5} aria-hidden />
      <span className="clip">{text}</span>
    </Button>
  )
}

export function FoldButton({ folded, fold }: { folded: boolean; fold: () => void }) {
  const t = useTexts()
  return (
    <Quiet label={folded ? t.showKeyboard : t.hideKeyboard} act={fold}>
      {folded ? <IconKeyboardShow size={20} stroke={1.5} /> : <IconKeyboardHide size={20} stroke={1.5} />}
    </Quiet>
  )
}

export function RecordButton({ record }: { record: () => void }) {
  const t = useTexts()
  return (
    <Quiet label={t.recordVoice} act={record}>
      <IconMicrophone size={20} stroke={1.5} />
    </Quiet>
  )
}

export function SendButton({ saves, disabled }: { saves: boolean; disabled: boolean }) {
  const t = useTexts()
  const label = saves ? t.save : t.send
  return (
    <ActionIcon type="submit" size={44} aria-label={label} title={label} disabled={disabled}>
      {saves ? <IconCheck size={20} /> : <IconArrowUp size={20} />}
    </ActionIcon>
  )
}

function Quiet({ label, act, children }: { label: string; act: () => void; children: ReactNode }) {
  return (
    <ActionIcon variant="subtle" color="gray" size={44} aria-label={label} title={label} onClick={act}>
      {children}
    </ActionIcon>
  )
}
