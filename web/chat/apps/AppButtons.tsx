import { Loader } from '@mantine/core'
import classes from './AppSheet.module.css'
import type { BottomButton, Sheet } from './sheet.ts'

type Props = { sheet: Sheet; press: (event: string) => void }

/** The app's own buttons below it, where it asked for them. */
export function AppButtons({ sheet: { main, secondary, bottomBar }, press }: Props) {
  if (!main.visible && !secondary.visible) return null
  const stacked = ['top', 'bottom'].includes(secondary.position)
  const first = ['top', 'left'].includes(secondary.position)
  const buttons = [
    <Bottom key="main" button={main} kind="main" press={() => press('main_button_pressed')} />,
    <Bottom key="secondary" button={secondary} kind="secondary" press={() => press('secondary_button_pressed')} />,
  ]
  return (
    <div className={classes.bar} data-stacked={stacked || undefined} style={{ background: bottomBar }}>
      {first ? buttons.toReversed() : buttons}
    </div>
  )
}

function Bottom({ button, kind, press }: { button: BottomButton; kind: 'main' | 'secondary'; press: () => void }) {
  if (!button.visible) return null
  return (
    <button
      type="button"
      className={classes.bottom}
      data-kind={kind}
      style={{ background: button.colour, color: button.textColour }}
      disabled={!button.active}
      aria-busy={button.busy}
      onClick={press}
    >
      <span className="clip">{button.text}</span>
      {button.busy && <Loader size={16} color="currentColor" />}
    </button>
  )
}
