import classes from './DraftView.module.css'
import { useTexts } from './language.tsx'
import { RichText } from './RichText.tsx'
import type { Bot, Draft, Person } from './types.ts'

type Props = { draft: Draft; bots: readonly Bot[]; me: Person }

/** What the bot is writing: grey, as it is no message yet. */
export function DraftView({ draft, bots, me }: Props) {
  const t = useTexts()
  return (
    <div className={classes.draft} dir="auto" aria-live="off">
      {draft.text === '' ? (
        t.thinking
      ) : (
        <RichText text={draft.text} entities={draft.entities} bots={bots} me={me} say={() => undefined} />
      )}
      <span className={classes.cursor} aria-hidden />
    </div>
  )
}
