import { useMemo } from 'react'
import { api } from './api.ts'
import type { ChatActs } from './chatActs.ts'
import { reasonOf } from './failure.ts'
import { useTexts } from './language.tsx'
import { writeDraft } from './memory.ts'
import type { Passing } from './PassOn.tsx'
import { usePrompts } from './prompts.tsx'
import { pressed } from './Reactions.tsx'
import type { Target } from './target.ts'
import type { Entry } from './types.ts'
import type { Messages } from './useMessages.ts'

type Setting = {
  me: number
  chat: number
  thread: number | undefined
  messages: Messages
  setTarget: (target: Target) => void
  forward: (entry: Entry) => void
  openApp: ChatActs['openApp']
  passOn: (passing: Passing) => void
}

/** What a press in the chat does; a failure is told and changes nothing. */
export function useChatActs({ me, chat, thread, messages, setTarget, forward, openApp, passOn }: Setting): ChatActs {
  const t = useTexts()
  const { toast } = usePrompts()
  const { put, refresh } = messages
  const pinned = messages.data?.pinned
  return useMemo(() => {
    const failed = (error: Error) => toast(t.failed(reasonOf(error, t)))
    return {
      say: (text) => {
        api.say(me, chat, text, thread === undefined ? {} : { thread }).then(put, failed)
      },
      reply: (entry, quote) => setTarget({ kind: 'reply', entry, ...(quote ? { quote } : {}) }),
      edit: (entry) => setTarget({ kind: 'edit', entry }),
      react: (entry, emoji) => {
        api.react(me, chat, entry.message.message_id, pressed(entry, emoji)).catch(failed)
      },
      pin: (entry, isPinned) => {
        api.pin(me, chat, entry.message.message_id, isPinned).then(refresh, failed)
      },
      remove: (entry) => {
        api.remove(me, chat, entry.message.message_id).catch(failed)
      },
      forward,
      openApp,
      askInline: (bot, query, where) => {
        const text = `@${bot} ${query}`
        if (where === undefined) {
          writeDraft(me, chat, text)
          document.querySelector<HTMLElement>('[data-composer]')?.focus()
        } else passOn({ text, kinds: where === 'elsewhere' ? undefined : where })
      },
      isPinned: ({ message }) => pinned?.some((one) => one.message.message_id === message.message_id) ?? false,
    }
  }, [me, chat, thread, put, refresh, pinned, setTarget, forward, openApp, passOn, t, toast])
}
