/** What a Mini App has made of the frame around it: buttons, colours, a popup. */
import { colour } from './theme.ts'
import { type Fields, type Heard, isFields, text } from './wire.ts'

export type BottomButton = {
  visible: boolean
  active: boolean
  busy: boolean
  text: string
  colour?: string | undefined
  textColour?: string | undefined
  position: string
}
export type PopupButton = { id: string; type: string; text: string }
export type Popup = { title: string; message: string; buttons: readonly PopupButton[] }
export type Sheet = {
  ready: boolean
  expanded: boolean
  back: boolean
  settings: boolean
  /** Closing it asks first. */
  careful: boolean
  main: BottomButton
  secondary: BottomButton
  popup?: Popup | undefined
  header?: string | undefined
  ground?: string | undefined
  bottomBar?: string | undefined
}

const button: BottomButton = { visible: false, active: true, busy: false, text: '', position: 'left' }
export const blank: Sheet = {
  ready: false,
  expanded: false,
  back: false,
  settings: false,
  careful: false,
  main: { ...button, text: 'Continue' },
  secondary: { ...button, text: 'Cancel' },
}

/** The sheet after what was heard, or the same sheet when that changes nothing of it. */
export function after(sheet: Sheet, { type, data }: Heard): Sheet {
  switch (type) {
    case 'web_app_ready':
      return { ...sheet, ready: true }
    case 'web_app_expand':
      return { ...sheet, expanded: true }
    case 'web_app_setup_back_button':
      return { ...sheet, back: data.is_visible === true }
    case 'web_app_setup_settings_button':
      return { ...sheet, settings: data.is_visible === true }
    case 'web_app_setup_closing_behavior':
      return { ...sheet, careful: data.need_confirmation === true }
    case 'web_app_setup_main_button':
      return { ...sheet, main: buttonAfter(sheet.main, data) }
    case 'web_app_setup_secondary_button':
      return { ...sheet, secondary: buttonAfter(sheet.secondary, data) }
    case 'web_app_set_header_color':
      return { ...sheet, header: colour(data.color) }
    case 'web_app_set_background_color':
      return { ...sheet, ground: colour(data.color) }
    case 'web_app_set_bottom_bar_color':
      return { ...sheet, bottomBar: colour(data.color) }
    case 'web_app_open_popup':
      return { ...sheet, popup: popupOf(data) }
    case 'popup_closed':
      return { ...sheet, popup: undefined }
    default:
      return sheet
  }
}

/** What is not said stays as it was. */
function buttonAfter(old: BottomButton, data: Fields): BottomButton {
  const flag = (name: string, before: boolean) => (typeof data[name] === 'boolean' ? data[name] : before)
  return {
    visible: flag('is_visible', old.visible),
    active: flag('is_active', old.active),
    busy: flag('is_progress_visible', old.busy),
    text: text(data.text).trim() || old.text,
    colour: colour(data.color) ?? old.colour,
    textColour: colour(data.text_color) ?? old.textColour,
    position: text(data.position) || old.position,
  }
}

function popupOf({ title, message, buttons }: Fields): Popup {
  const given = (Array.isArray(buttons) ? buttons : []).filter(isFields).slice(0, 3)
  const read = given.map(({ id, type, text: label }) => ({ id: text(id), type: text(type), text: text(label) }))
  const close = { id: '', type: 'close', text: '' }
  return { title: text(title), message: text(message), buttons: read.length > 0 ? read : [close] }
}
