import type { InlineKeyboardButton } from '@grammyjs/types'
import { Loader } from '@mantine/core'
import { IconAppWindow, IconCopy, IconExternalLink } from '@tabler/icons-react'
import { useState } from 'react'
import { api } from './api.ts'
import type { ChatActs } from './chatActs.ts'
import { reasonOf } from './failure.ts'
import classes from './InlineKeyboard.module.css'
import { useTexts } from './language.tsx'
import { usePrompts } from './prompts.tsx'
import type { Chat, Entry, Person } from './types.ts'

type Props = { entry: Entry; me: Person; chat: Chat; acts: ChatActs }

/** The buttons under a message, in the rows the bot gave them. */
export function InlineKeyboard({ entry, me, chat, acts }: Props) {
  const t = useTexts()
  const { toast, alert, follow, copy } = usePrompts()
  const [waiting, setWaiting] = useState<readonly string[]>([])
  const { message } = entry
  const bot = (message.via_bot ?? message.from)?.username ?? ''
  const rows = message.reply_markup?.inline_keyboard
  if (!rows || rows.length === 0) return null

  const press = async (row: number, column: number) => {
    const place = `${row} ${column}`
    setWaiting((waiting) => [...waiting, place])
    try {
      const answer = await api.press(me.id, chat.id, message.message_id, row, column)
      if (!answer) toast(t.noAnswer)
      else if (answer.text) (answer.alert ? alert : toast)(answer.text)
      if (answer?.url) follow(answer.url)
    } catch (error) {
      toast(t.failed(reasonOf(error, t)))
    } finally {
      setWaiting((waiting) => waiting.filter((other) => other !== place))
    }
  }

  const act = (button: InlineKeyboardButton, row: number, column: number) => {
    if ('callback_data' in button) void press(row, column)
    else if ('url' in button) follow(button.url)
    else if ('login_url' in button) follow(button.login_url.url)
    else if ('copy_text' in button) copy(button.copy_text.text)
    else if ('web_app' in button) acts.openApp({ message_id: message.message_id, row, column })
    else if ('switch_inline_query_current_chat' in button) acts.askInline(bot, button.switch_inline_query_current_chat)
    else if ('switch_inline_query' in button) acts.askInline(bot, button.switch_inline_query, 'elsewhere')
    else if ('switch_inline_query_chosen_chat' in button) {
      const chosen = button.switch_inline_query_chosen_chat
      acts.askInline(bot, chosen.query ?? '', chosen)
    } else if ('pay' in button) toast(t.payUnknown)
    else if ('callback_game' in button) toast(t.gameUnknown)
    else toast(t.buttonUnknown)
  }

  return (
    <div className={classes.keyboard}>
      {rows.map((buttons, row) => (
        <div key={row} className={classes.row}>
          {buttons.map((button, column) => {
            const busy = waiting.includes(`${row} ${column}`) || isPressed(entry, row, column)
            return (
              <button
                type="button"
                key={column}
                className={classes.button}
                data-style={button.style}
                aria-busy={busy}
                disabled={'disabled' in button}
                onClick={() => {
                  if (!busy) act(button, row, column)
                }}
              >
                <span className={classes.label}>{button.text}</span>
                {busy && <Loader size={14} className={classes.mark} />}
                {!busy && 'url' in button && <IconExternalLink size={14} className={classes.mark} aria-hidden />}
                {!busy && 'web_app' in button && <IconAppWindow size={14} className={classes.mark} aria-hidden />}
                {!busy && 'copy_text' in button && <IconCopy size={14} className={classes.mark} aria-hidden />}
              </button>
            )
          })}
        </div>
      ))}
    </div>
  )
}

/** Pressed in another tab, and the bot has not answered yet. */
const isPressed = ({ pressed }: Entry, row: number, column: number) =>
  pressed !== undefined && pressed.row === row && pressed.column === column
