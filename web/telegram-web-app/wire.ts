/** The way to the client around this frame: JSON text of `{ eventType, eventData }`, both ways. */
// biome-ignore lint/suspicious/noExplicitAny: an app's own functions, called with what Telegram would give
export type Callback = (...given: any[]) => void
export type Fields = Record<string, unknown>

const listeners = new Map<string, Set<Callback>>()

export const initParams: Record<string, string> = {
  ...recall<Record<string, string>>('initParams'),
  ...Object.fromEntries(new URLSearchParams(location.hash.replace(/^#[^?]*\?|^#/, ''))),
}
keep('initParams', initParams)

export function postEvent(eventType: string, done?: Callback | false, eventData: unknown = ''): void {
  // The client may have any address; it decides whom it listens to.
  if (window.parent !== window) window.parent.postMessage(JSON.stringify({ eventType, eventData }), '*')
  if (done) done(window.parent === window ? { notAvailable: true } : undefined)
}

export function onEvent(name: string, callback: Callback): void {
  const all = listeners.get(name) ?? new Set()
  listeners.set(name, all.add(callback))
}

export function offEvent(name: string, callback: Callback): void {
  listeners.get(name)?.delete(callback)
}

/** One callback that fails does not keep the others from being told. */
export function tell(name: string, ...given: unknown[]): void {
  for (const callback of [...(listeners.get(name) ?? [])]) {
    try {
      callback(...given)
    } catch (error) {
      reportError(error)
    }
  }
}

export const receiveEvent = (eventType: string, eventData: unknown): void => tell(eventType, eventType, eventData)

window.addEventListener('message', ({ source, data }) => {
  if (source !== window.parent || typeof data !== 'string') return
  const message = parse(data)
  if (!message?.eventType) return
  if (message.eventType === 'reload_iframe') {
    postEvent('iframe_will_reload')
    location.reload()
  } else receiveEvent(message.eventType, message.eventData ?? {})
})
postEvent('iframe_ready', false, { reload_supported: true })

/** What apps listen to has its own names. */
export const onAppEvent = (name: string, callback: Callback): void => onEvent(`webview:${name}`, callback)
export const offAppEvent = (name: string, callback: Callback): void => offEvent(`webview:${name}`, callback)
export const tellApp = (name: string, ...given: unknown[]): void => tell(`webview:${name}`, ...given)

function parse(text: string): { eventType?: string; eventData?: unknown } | undefined {
  try {
    return JSON.parse(text)
  } catch {
    return undefined
  }
}

/** Survives a reload, as in Telegram's own script; a frame without storage forgets. */
export function keep(name: string, value: unknown): void {
  try {
    sessionStorage.setItem(`__telegram__${name}`, JSON.stringify(value))
  } catch {
    // Forgotten.
  }
}

export function recall<T>(name: string): T | undefined {
  try {
    return JSON.parse(sessionStorage.getItem(`__telegram__${name}`) ?? 'null') ?? undefined
  } catch {
    return undefined
  }
}
