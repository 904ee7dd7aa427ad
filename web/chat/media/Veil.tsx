import { IconEye } from '@tabler/icons-react'
import { type ReactNode, useState } from 'react'
import { useTexts } from '../language.tsx'
import classes from './Media.module.css'

/** Covers what its sender hid, until somebody asks for it. */
export function Veil({ hidden, fill = false, children }: { hidden: boolean; fill?: boolean; children: ReactNode }) {
  const t = useTexts()
  const [shown, setShown] = useState(false)
  if (!hidden || shown) return children
  return (
    <div className={classes.veil} data-fill={fill || undefined}>
      <div className={classes.veiled} inert>
        {children}
      </div>
      <button type="button" className={classes.unveil} aria-label={t.revealMedia} onClick={() => setShown(true)}>
        <IconEye size={24} stroke={1.5} aria-hidden />
      </button>
    </div>
  )
}
