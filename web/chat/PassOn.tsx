import type { SwitchInlineQueryChosenChat } from '@grammyjs/types'
import { lazy, Suspense } from 'react'
import { useTexts } from './language.tsx'
import { writeDraft } from './memory.ts'
import { go } from './place.ts'
import type { Chat } from './types.ts'

const ChatPicker = lazy(() => import('./ChatPicker.tsx'))

/** Words that a button wants typed in a chat of the person's choice. */
export type Passing = { text: string; kinds?: SwitchInlineQueryChosenChat | undefined }
type Props = { passing: Passing | undefined; me: number; close: () => void }

/** Which chat a question to a bot is typed in. */
export function PassOn({ passing, me, close }: Props) {
  const t = useTexts()
  if (!passing) return null
  const { text, kinds } = passing
  const pick = (chat: Chat) => {
    writeDraft(me, chat.id, text)
    go({ as: me, chat: chat.id })
  }
  return (
    <Suspense>
      <ChatPicker
        title={t.askWhere}
        me={me}
        fits={kinds && ((chat) => isAllowed(chat, kinds))}
        pick={pick}
        close={close}
      />
    </Suspense>
  )
}

/** People write to bots and in groups here: there are no chats among people alone. */
function isAllowed(chat: Chat, kinds: SwitchInlineQueryChosenChat): boolean {
  if (chat.bot !== undefined) return kinds.allow_bot_chats === true
  return (chat.type === 'channel' ? kinds.allow_channel_chats : kinds.allow_group_chats) === true
}
