import { useWords } from '../language.tsx'
import * as words from '../texts/apps.ts'
import classes from './AppSheet.module.css'
import type { Noted } from './useBridge.ts'

/** What the app asked for, newest first, and what became of it. */
export function AppLog({ noted }: { noted: readonly Noted[] }) {
  const w = useWords(words)
  return (
    <ol className={`${classes.log} scroll`} aria-label={w.log}>
      {noted.length === 0 && <li>{w.nothingHeard}</li>}
      {noted.toReversed().map(({ id, type, data, how }) => (
        <li key={id} data-how={how}>
          <code>{type}</code> <span>{w.how[how]}</span>
          <code className="clip" title={JSON.stringify(data)}>
            {JSON.stringify(data)}
          </code>
        </li>
      ))}
    </ol>
  )
}
