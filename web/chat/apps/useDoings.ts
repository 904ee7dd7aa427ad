import { useRef, useState } from 'react'
import { api } from '../api.ts'
import { reasonOf } from '../failure.ts'
import { useTexts, useWords } from '../language.tsx'
import { writeDraft } from '../memory.ts'
import type { Passing } from '../PassOn.tsx'
import { usePrompts } from '../prompts.tsx'
import * as words from '../texts/apps.ts'
import type { Bot, Chat, Person } from '../types.ts'
import type { AppButton, Launch } from './app.ts'
import { appApi } from './appApi.ts'
import type { Theme } from './theme.ts'
import { type Fields, type Heard, text } from './wire.ts'

/** The place an app waits for; null answers that it was not given. */
export type Asked = { answer: (place: { latitude: number; longitude: number } | null) => void }

type Setting = {
  launch: Launch
  button: AppButton
  me: Person
  chat: Chat
  bot: Bot | undefined
  theme: Theme
  viewport: () => object
  tell: (type: string, data?: object) => void
  passOn: (passing: Passing) => void
  close: () => void
}

/** What an app may bring about outside its frame. `act` is false for what is none of this. */
export function useDoings(setting: Setting): { asked: Asked | undefined; act: (heard: Heard) => boolean } {
  const { launch, button, me, chat, bot, theme, viewport, tell, passOn, close } = setting
  const t = useTexts()
  const w = useWords(words)
  const { toast, confirm, follow } = usePrompts()
  const [asked, setAsked] = useState<Asked>()
  const location = useRef({ access_requested: false, access_granted: false })
  const failed = (error: Error) => toast(t.failed(reasonOf(error, t)))
  const noInsets = { top: 0, bottom: 0, left: 0, right: 0 }

  const sendData = (data: string) => {
    if (!launch.from_keyboard || button.label === undefined) return toast(w.noData)
    appApi.data(me.id, chat.id, button.label, data).then(close, failed)
  }
  const sendPhone = async () => {
    const agreed = await confirm(t.contactAsked(bot?.first_name ?? chat.title), t.shareContact)
    if (agreed) await api.contact(me.id, launch.bot)
    tell('phone_requested', { status: agreed ? 'sent' : 'cancelled' })
  }
  const allowWriting = async () => {
    const { entries, blocked } = await api.messages(me.id, launch.bot, { limit: 1 })
    if (entries.length === 0 || blocked) toast(w.mayNotWrite)
    tell('write_access_requested', { status: entries.length > 0 && !blocked ? 'allowed' : 'cancelled' })
  }
  const invoke = ({ req_id, method, params }: Fields) => {
    appApi.method(me.id, launch.bot, text(method), (params ?? {}) as object).then(
      ({ result }) => tell('custom_method_invoked', { req_id, result }),
      (error: Error) => tell('custom_method_invoked', { req_id, error: error.message }),
    )
  }
  const askPlace = () => {
    location.current.access_requested = true
    const answer: Asked['answer'] = (place) => {
      setAsked(undefined)
      if (place) location.current.access_granted = true
      tell('location_requested', place ? { available: true, ...place } : { available: false })
    }
    setAsked({ answer })
  }
  const askInline = ({ query, chat_types }: Fields) => {
    const question = `@${bot?.username ?? ''} ${text(query)}`
    const kinds = Array.isArray(chat_types) ? chat_types.map(text) : []
    close()
    if (kinds.length === 0) return writeDraft(me.id, chat.id, question)
    const allowed = (kind: string) => kinds.includes(kind)
    passOn({
      text: question,
      kinds: {
        allow_bot_chats: allowed('bots'),
        allow_group_chats: allowed('groups'),
        allow_channel_chats: allowed('channels'),
      },
    })
  }

  const doings: Record<string, (data: Fields) => unknown> = {
    web_app_close: close,
    web_app_data_send: ({ data }) => sendData(text(data)),
    web_app_open_link: ({ url }) => follow(text(url)),
    web_app_open_tg_link: ({ path_full }) => follow(`https://t.me${text(path_full)}`),
    web_app_request_phone: () => sendPhone().catch(failed),
    web_app_request_write_access: () => allowWriting().catch(failed),
    web_app_invoke_custom_method: invoke,
    web_app_check_location: () => tell('location_checked', { available: true, ...location.current }),
    web_app_request_location: askPlace,
    web_app_switch_inline_query: askInline,
    web_app_request_theme: () => tell('theme_changed', { theme_params: theme }),
    web_app_request_viewport: () => tell('viewport_changed', viewport()),
    web_app_request_safe_area: () => tell('safe_area_changed', noInsets),
    web_app_request_content_safe_area: () => tell('content_safe_area_changed', noInsets),
  }
  const act = ({ type, data }: Heard) => {
    if (!Object.hasOwn(doings, type)) return false
    doings[type]?.(data)
    return true
  }
  return { asked, act }
}
