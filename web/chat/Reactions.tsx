import type { ReactionType } from '@grammyjs/types'
import { useTexts } from './language.tsx'
import classes from './Reactions.module.css'
import type { Entry } from './types.ts'

/** What people put on a message; one's own are marked, a press adds or takes it away. */
export function Reactions({ entry, react }: { entry: Entry; react: (entry: Entry, emoji: string) => void }) {
  const t = useTexts()
  if (!entry.reactions || entry.reactions.length === 0) return null
  const counts = new Map<string, number>()
  for (const reaction of entry.reactions) counts.set(nameOf(reaction), (counts.get(nameOf(reaction)) ?? 0) + 1)
  const mine = new Set((entry.my_reactions ?? []).map(nameOf))
  return (
    <fieldset className={classes.reactions} aria-label={t.reactions}>
      {[...counts].map(([emoji, count]) => (
        <button
          key={emoji}
          type="button"
          className={classes.reaction}
          aria-pressed={mine.has(emoji)}
          aria-label={t.reaction(emoji, count)}
          onClick={() => react(entry, emoji)}
        >
          <span aria-hidden>{emoji}</span>
          <span className="num" aria-hidden>
            {count}
          </span>
        </button>
      ))}
    </fieldset>
  )
}

const nameOf = (reaction: ReactionType): string =>
  reaction.type === 'emoji' ? reaction.emoji : reaction.type === 'paid' ? '⭐' : '◆'

/** My reactions after this emoji was pressed: it goes when it is there, otherwise it is the only one. */
export function pressed(entry: Entry, emoji: string): ReactionType[] {
  const mine = entry.my_reactions ?? []
  if (mine.some((reaction) => nameOf(reaction) === emoji)) return mine.filter((reaction) => nameOf(reaction) !== emoji)
  const there = entry.reactions?.find((reaction) => nameOf(reaction) === emoji)
  return [there ?? ({ type: 'emoji', emoji } as ReactionType)]
}
