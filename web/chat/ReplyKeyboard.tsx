import type { KeyboardButton, ReplyKeyboardMarkup } from '@grammyjs/types'
import type { Asking } from './AskForms.tsx'
import { useTexts } from './language.tsx'
import { usePrompts } from './prompts.tsx'
import classes from './ReplyKeyboard.module.css'

type Props = {
  markup: ReplyKeyboardMarkup
  say: (text: string) => void
  /** A button that wants a form filled. */
  ask: (asking: Asking) => void
  /** A button that wants what the simulator knows by itself. */
  share: (label: string) => void
  openApp: (label: string) => void
  used: () => void
}

export function ReplyKeyboard({ markup, say, ask, share, openApp, used }: Props) {
  const t = useTexts()
  const { toast } = usePrompts()
  const act = (button: KeyboardButton) => {
    if (typeof button === 'string' || isPlain(button)) {
      say(textOf(button))
    } else if ('request_location' in button) ask({ what: 'place', label: button.text })
    else if ('request_poll' in button)
      ask({ what: 'poll', label: button.text, ...(button.request_poll.type ? { only: button.request_poll.type } : {}) })
    else if ('request_contact' in button) share(button.text)
    else if ('request_users' in button || 'request_chat' in button) ask({ what: 'choice', label: button.text })
    else if ('web_app' in button) openApp(button.text)
    else return toast(t.buttonUnknown)
    used()
  }
  return (
    <div className={`${classes.keyboard} scroll`}>
      {markup.keyboard.map((row, at) => (
        <div key={at} className={classes.row}>
          {row.map((button, at) => (
            <button type="button" key={at} className={classes.button} onClick={() => act(button)}>
              {textOf(button)}
            </button>
          ))}
        </div>
      ))}
    </div>
  )
}

const textOf = (button: KeyboardButton): string => (typeof button === 'string' ? button : button.text)

const isPlain = (button: Exclude<KeyboardButton, string>): boolean =>
  !Object.keys(button).some((key) => key.startsWith('request_') || key === 'web_app')
