/** What only Mini Apps ask for. */
import { api } from '../api.ts'
import { send } from '../http.ts'
import type { Entry } from '../types.ts'
import type { AppButton, Launch } from './app.ts'

export const appApi = {
  launch: (person: number, chat: number, button: AppButton) =>
    send<Launch>('POST', `${api.chatPath(person, chat)}/app`, button),
  data: (person: number, chat: number, label: string, data: string) =>
    send<Entry>('POST', `${api.chatPath(person, chat)}/app-data`, { label, data }),
  method: (person: number, bot: number, method: string, params: object) =>
    send<{ result: unknown }>('POST', `/sim/people/${person}/app-method`, { bot, method, params }),
}
