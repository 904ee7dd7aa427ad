import { type ReactNode, useLayoutEffect, useRef, useState } from 'react'
import { useTexts } from './language.tsx'
import classes from './RichText.module.css'

/** A long quote shows its first lines until somebody wants the rest. */
export function BlockQuote({ expandable, children }: { expandable: boolean; children: ReactNode }) {
  const t = useTexts()
  const words = useRef<HTMLSpanElement>(null)
  const [open, setOpen] = useState(false)
  const [long, setLong] = useState(false)
  useLayoutEffect(() => {
    const element = words.current
    if (expandable && element && !open) setLong(element.scrollHeight > element.clientHeight + 2)
  }, [expandable, open])
  return (
    <blockquote className={classes.blockquote}>
      <span ref={words} className={expandable && !open ? classes.folded : classes.unfolded}>
        {children}
      </span>
      {expandable && long && (
        <button type="button" className={classes.command} aria-expanded={open} onClick={() => setOpen(!open)}>
          {open ? t.collapse : t.expand}
        </button>
      )}
    </blockquote>
  )
}
