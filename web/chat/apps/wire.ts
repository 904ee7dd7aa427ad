/** How web clients speak with a Mini App in a frame: JSON text of `{ eventType, eventData }`, both ways. */
export type Fields = Record<string, unknown>
export type Heard = { type: string; data: Fields }

export function hear(given: unknown): Heard | undefined {
  if (typeof given !== 'string') return undefined
  const message = parse(given)
  if (!isFields(message) || typeof message.eventType !== 'string') return undefined
  const { eventData } = message
  return { type: message.eventType, data: isFields(eventData) ? eventData : {} }
}

export const words = (type: string, data?: object): string => JSON.stringify({ eventType: type, eventData: data })

export const text = (value: unknown): string => (typeof value === 'string' ? value : '')

export const isFields = (value: unknown): value is Fields =>
  typeof value === 'object' && value !== null && !Array.isArray(value)

/** The launch address also says how the client looks. */
export const withTheme = (url: string, theme: object): string =>
  `${url}&tgWebAppThemeParams=${encodeURIComponent(JSON.stringify(theme))}`

function parse(given: string): unknown {
  try {
    return JSON.parse(given)
  } catch {
    return undefined
  }
}
