import { lazy, Suspense } from 'react'
import { api } from './api.ts'
import { reasonOf } from './failure.ts'
import { useTexts } from './language.tsx'
import { usePrompts } from './prompts.tsx'
import type { Chat, Entry } from './types.ts'

const ChatPicker = lazy(() => import('./ChatPicker.tsx'))

type Props = { entry: Entry | undefined; me: number; chat: number; close: () => void }

/** Which chat a message is forwarded to. */
export function ForwardForm({ entry, me, chat, close }: Props) {
  const t = useTexts()
  const { toast } = usePrompts()
  if (!entry) return null
  const forward = (to: Chat) => {
    api.forward(me, chat, entry.message.message_id, to.id).then(
      () => toast(t.forwardedTo(to.title)),
      (error: Error) => toast(t.failed(reasonOf(error, t))),
    )
  }
  return (
    <Suspense>
      <ChatPicker title={t.forwardTo} me={me} pick={forward} close={close} />
    </Suspense>
  )
}
