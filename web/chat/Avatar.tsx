import classes from './Avatar.module.css'

/** Initials on a colour that follows from the id alone. */
export function Avatar({ id, name, size = 40, square = false }: Props) {
  const style = {
    width: size,
    height: size,
    fontSize: Math.round(size * 0.38),
    background: `oklch(0.5 0.085 ${Math.round((Math.abs(id) * 137.508) % 360)})`,
  }
  return (
    <span className={classes.avatar} data-square={square || undefined} style={style} aria-hidden>
      {initials(name)}
    </span>
  )
}

type Props = { id: number; name: string; size?: number; square?: boolean }

function initials(name: string): string {
  const words = name.match(/[\p{L}\p{N}]+/gu) ?? []
  const [first = '?', second = ''] = words
  return `${[...first][0] ?? ''}${[...second][0] ?? ''}`.toUpperCase()
}
