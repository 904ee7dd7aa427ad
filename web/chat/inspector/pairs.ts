/** Which update a call follows: the newest one of the same bot and chat before it. Telegram itself says nothing of it. */
import type { Call, Inspection, UpdateRow } from '../types.ts'

/** The update's number for each call that follows one. Rows are newest first. */
export function pairs({ calls, updates }: Inspection): Map<number, number> {
  const latest = new Map<string, number>()
  const presses = new Map<string, number>()
  const found = new Map<number, number>()
  const happened = [
    ...updates.map((update) => ({ at: update.at, order: 0, update, call: undefined })),
    ...calls.map((call) => ({ at: call.at, order: 1, update: undefined, call })),
  ].sort((a, b) => a.at.localeCompare(b.at) || a.order - b.order)
  for (const { update, call } of happened) {
    if (update) {
      for (const chat of chatsOf(update)) latest.set(`${update.bot} ${chat}`, update.update_id)
      const press = inside(inside(update.update, 'callback_query'), 'id')
      if (press !== undefined) presses.set(`${update.bot} ${press}`, update.update_id)
    } else if (call) {
      const id = ofPress(call, presses) ?? latest.get(`${call.bot} ${inside(call.request, 'chat_id')}`)
      if (id !== undefined) found.set(call.id, id)
    }
  }
  return found
}

/** The same update has one colour wherever it is spoken of. */
export const updateColour = (id: number): string => `oklch(0.62 0.13 ${Math.round((Math.abs(id) * 137.508) % 360)})`

const ofPress = (call: Call, presses: ReadonlyMap<string, number>) =>
  presses.get(`${call.bot} ${inside(call.request, 'callback_query_id')}`)

function chatsOf({ update }: UpdateRow): string[] {
  const content = Object.entries(record(update)).find(([key]) => key !== 'update_id')?.[1]
  const message = inside(content, 'message') ?? content
  return [inside(inside(message, 'chat'), 'id'), inside(inside(content, 'from'), 'id')]
    .filter((id) => id !== undefined)
    .map(String)
}

const inside = (value: unknown, key: string): unknown => record(value)[key]

function record(value: unknown): Record<string, unknown> {
  return typeof value === 'object' && value !== null ? (value as Record<string, unknown>) : {}
}
