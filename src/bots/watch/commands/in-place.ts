import type { Context } from '#platform/bot.ts'

/** Where a job's answer goes: into the message whose button was pressed, or as one of its own. */
export interface Place {
  readonly chat: number
  readonly message?: number | undefined
}

export const inPlace = ({ chat, update }: Context): Place & { readonly [key: string]: number | undefined } => ({
  chat,
  message: update.callback_query?.message?.message_id,
})
