/** Which button opens a Mini App: one under a message, one of the reply keyboard, or the menu button. */
export type AppButton =
  | { message_id: number; row: number; column: number; label?: never }
  | { label: string }
  | { message_id?: never; label?: never }

/** A Mini App that is being opened. */
export type Launch = {
  url: string
  bot: number
  /** It was opened from the reply keyboard, and may send data. */
  from_keyboard: boolean
}

/** An app that shares our address could reach into the page; one of another machine is not simulated. */
export const isOurs = (url: string) => new URL(url).origin === window.location.origin
export const isOfThisMachine = (url: string) => ['localhost', '127.0.0.1'].includes(new URL(url).hostname)
