import { useEffect, useRef } from 'react'
import classes from './CommandMenu.module.css'
import { useTexts } from './language.tsx'
import type { Command } from './types.ts'

type Props = { commands: readonly Command[]; chosen: number; choose: (command: string) => void }

/** The commands that begin as the text does, while it is still one word. */
export function matching(text: string, commands: readonly Command[]): readonly Command[] {
  const word = /^\/(\w*)$/.exec(text)?.[1]?.toLowerCase()
  const found = word === undefined ? [] : commands.filter(({ command }) => command.startsWith(word))
  return found.length === 1 && found[0]?.command === word ? [] : found
}

export function CommandMenu({ commands, chosen, choose }: Props) {
  const t = useTexts()
  const row = useRef<HTMLButtonElement>(null)
  useEffect(() => {
    row.current?.scrollIntoView({ block: 'nearest' })
  }, [chosen])
  return (
    <div className={`${classes.menu} scroll`} id="commands" role="listbox" aria-label={t.commands}>
      {commands.map(({ command, description }, at) => (
        <button
          type="button"
          key={command}
          id={`command-${at}`}
          ref={at === chosen ? row : null}
          className={classes.row}
          role="option"
          aria-selected={at === chosen}
          tabIndex={-1}
          onMouseDown={(event) => event.preventDefault()}
          onClick={() => choose(command)}
        >
          <span className={classes.name}>/{command}</span>
          <span className={`${classes.about} clip`} title={description}>
            {description}
          </span>
        </button>
      ))}
    </div>
  )
}
