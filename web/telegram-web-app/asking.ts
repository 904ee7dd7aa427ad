/** Questions to the person and to Telegram's servers; each is answered through a callback. */
import { unsafe } from './launch.ts'
import { type Callback, type Fields, onEvent, postEvent, tellApp } from './wire.ts'

type Popup = { title?: string; message: string; buttons?: { id?: string; type?: string; text?: string }[] }

let popup: { callback: Callback | undefined } | undefined
onEvent('popup_closed', (_, { button_id = null }: Fields) => {
  const waiting = popup
  popup = undefined
  waiting?.callback?.(button_id)
  tellApp('popupClosed', { button_id })
})

export function showPopup({ title, message, buttons = [{ type: 'close' }] }: Popup, callback?: Callback): void {
  if (popup) throw new Error('WebAppPopupOpened')
  if (!message?.trim() || message.length > 256 || buttons.length > 3 || buttons.length === 0)
    throw new Error('WebAppPopupParamInvalid')
  popup = { callback }
  const read = buttons.map(({ id = '', type = 'default', text }) => ({ id, type, ...(text ? { text } : {}) }))
  postEvent('web_app_open_popup', false, { ...(title ? { title } : {}), message, buttons: read })
}

export const showAlert = (message: string, callback?: Callback): void =>
  showPopup({ message }, callback && (() => callback()))

export const showConfirm = (message: string, callback?: Callback): void =>
  showPopup(
    { message, buttons: [{ type: 'ok', id: 'ok' }, { type: 'cancel' }] },
    callback && ((button: string) => callback(button === 'ok')),
  )

const invoked = new Map<string, Callback>()
onEvent('custom_method_invoked', (_, { req_id, result = null, error = null }: Fields) => {
  const waiting = invoked.get(String(req_id))
  invoked.delete(String(req_id))
  waiting?.(error, result)
})

export function invokeCustomMethod(method: string, params: object = {}, callback?: Callback): void {
  const req_id = crypto.getRandomValues(new Uint32Array(4)).join('')
  if (callback) invoked.set(req_id, callback)
  postEvent('web_app_invoke_custom_method', false, { req_id, method, params })
}

/** Asked once; the next answer of that name is for whoever asked. */
function question(event: string, answer: string, took: (data: Fields, callback: Callback | undefined) => void) {
  let waiting: { callback: Callback | undefined } | undefined
  onEvent(answer, (_, data: Fields) => {
    if (!waiting) return
    const { callback } = waiting
    waiting = undefined
    took(data, callback)
  })
  return (callback?: Callback) => {
    if (waiting) throw new Error('WebAppAlreadyRequested')
    waiting = { callback }
    postEvent(event)
  }
}

export const requestWriteAccess = question(
  'web_app_request_write_access',
  'write_access_requested',
  ({ status }, callback) => {
    callback?.(status === 'allowed')
    tellApp('writeAccessRequested', { status })
  },
)

export const requestContact = question('web_app_request_phone', 'phone_requested', ({ status }, callback) => {
  const told = (more: object) => {
    callback?.(status === 'sent', { status, ...more })
    tellApp('contactRequested', { status, ...more })
  }
  if (status !== 'sent') return told({})
  invokeCustomMethod('getRequestedContact', {}, (_: unknown, response: unknown) =>
    told(typeof response === 'string' && response ? { response, responseUnsafe: unsafe(response) } : {}),
  )
})

const fileDownload = question('web_app_request_file_download', 'file_download_requested', ({ status }, callback) =>
  callback?.(status === 'downloading'),
)
export const downloadFile = (_file: { url: string; file_name: string }, callback?: Callback): void =>
  fileDownload(callback)
