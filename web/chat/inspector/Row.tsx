import { ActionIcon } from '@mantine/core'
import { IconCopy } from '@tabler/icons-react'
import { type ReactNode, useState } from 'react'
import { useTexts } from '../language.tsx'
import { Moment } from '../Moment.tsx'
import { usePrompts } from '../prompts.tsx'
import classes from './Inspector.module.css'

export type Tone = 'done' | 'attention' | 'harm' | 'plain'

type Props = {
  at: string
  dot?: { colour: string; title: string } | undefined
  what: string
  aside: string
  tone: Tone
  hint?: string
  json: unknown
  /** Open from the beginning, and in sight. */
  begins?: boolean
  children?: ReactNode
}

/** One line; the whole of it on a click. */
export function Row({ at, dot, what, aside, tone, hint, json, begins = false, children }: Props) {
  const [open, setOpen] = useState(begins)
  return (
    <div className={classes.row} ref={begins ? intoView : undefined}>
      <button type="button" className={classes.line} data-row aria-expanded={open} onClick={() => setOpen(!open)}>
        {dot && <span className={classes.dot} style={{ background: dot.colour }} title={dot.title} />}
        <span className={classes.aside}>
          <Moment date={new Date(at)} as="seconds" />
        </span>
        <span className={`${classes.what} clip`} title={what}>
          {what}
        </span>
        <span className={`${classes.aside} num`} data-tone={tone} title={hint}>
          {aside}
        </span>
      </button>
      {open && <Json value={json} />}
      {open && children}
    </div>
  )
}

function Json({ value }: { value: unknown }) {
  const t = useTexts()
  const { copy } = usePrompts()
  const text = JSON.stringify(value, null, 2) ?? 'undefined'
  return (
    <div className={classes.json}>
      <pre className="scroll">{text}</pre>
      <ActionIcon variant="default" size={28} aria-label={t.copy} title={t.copy} onClick={() => copy(text)}>
        <IconCopy size={16} stroke={1.5} />
      </ActionIcon>
    </div>
  )
}

const intoView = (element: HTMLElement | null) => element?.scrollIntoView({ block: 'center' })
