import { Skeleton } from '@mantine/core'
import { ListSkeleton } from './ListSkeleton.tsx'
import classes from './Shell.module.css'

export function ShellSkeleton() {
  return (
    <div className={classes.shell} aria-busy>
      <header className={classes.top}>
        <Skeleton h={20} w={160} />
      </header>
      <div className={classes.columns}>
        <div className={classes.left}>
          <ListSkeleton />
        </div>
        <main className={classes.centre} />
      </div>
    </div>
  )
}
