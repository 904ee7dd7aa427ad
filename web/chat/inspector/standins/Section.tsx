import type { ReactNode } from 'react'
import classes from './StandIns.module.css'

/** A part of a tab that is closed until somebody wants it. */
export function Section({ title, count, children }: { title: string; count?: number; children: ReactNode }) {
  return (
    <details className={classes.section}>
      <summary>
        {title}
        {count ? <span className={`${classes.count} num`}>{count}</span> : null}
      </summary>
      {children}
    </details>
  )
}
