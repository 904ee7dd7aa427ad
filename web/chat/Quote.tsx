import type { Message } from '@grammyjs/types'
import { useTexts } from './language.tsx'
import { originName, senderName } from './names.ts'
import { preview } from './preview.ts'
import classes from './Quote.module.css'

/** What a message answers: the message, some of its words, or a message of another chat. */
export function Quote({ message }: { message: Message }) {
  const t = useTexts()
  const answered = message.reply_to_message
  const outside = message.external_reply
  if (!answered && !outside) return null
  // A message in a topic answers the news of the topic; nobody wrote that.
  if (answered?.forum_topic_created && !message.quote) return null
  const name = answered ? senderName(answered) : outside ? originName(outside.origin) : ''
  const words = message.quote?.text ?? (answered ? preview(answered, t) : t.quotedElsewhere)
  const jump = () => {
    if (answered) showMessage(answered.message_id)
  }
  return (
    <button type="button" className={classes.quote} data-words={message.quote ? '' : undefined} onClick={jump}>
      <bdi className={`${classes.name} clip`}>{name}</bdi>
      <bdi className={message.quote ? classes.words : 'clip'}>{words}</bdi>
    </button>
  )
}

/** Scrolls to a message of the open chat, if it is on the page. */
export function showMessage(id: number): void {
  const element = document.getElementById(`message-${id}`)
  if (!element) return
  element.scrollIntoView({ block: 'center' })
  element.animate([{ opacity: 0.35 }, { opacity: 1 }], 600)
}
