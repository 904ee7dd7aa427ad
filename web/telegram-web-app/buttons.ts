/** The client's buttons around the app. */
import { themeParams } from './look.ts'
import { type Callback, offAppEvent, onAppEvent, onEvent, postEvent, tellApp } from './wire.ts'

interface Params {
  text?: string
  color?: string
  text_color?: string
  is_active?: boolean
  is_visible?: boolean
  has_shine_effect?: boolean
  position?: 'left' | 'right' | 'top' | 'bottom'
}

/** The main or the secondary button; every method answers with the button, so that calls can stand in a row. */
export class BottomButton {
  readonly type: 'main' | 'secondary'
  isVisible = false
  isActive = true
  isProgressVisible = false
  hasShineEffect = false
  text: string
  position = 'left'
  #color: string | undefined
  #textColor: string | undefined

  constructor(type: 'main' | 'secondary', text: string) {
    this.type = type
    this.text = text
    onEvent(`${type}_button_pressed`, () => {
      if (this.isActive) tellApp(`${type}ButtonClicked`)
    })
  }

  get color() {
    const own = this.type === 'main' ? themeParams.button_color : themeParams.bottom_bar_bg_color
    return this.#color ?? own ?? '#0b776c'
  }
  get textColor() {
    const own = this.type === 'main' ? themeParams.button_text_color : themeParams.button_color
    return this.#textColor ?? own ?? '#ffffff'
  }
  setText = (text: string) => this.setParams({ text })
  show = () => this.setParams({ is_visible: true })
  hide = () => this.setParams({ is_visible: false })
  enable = () => this.setParams({ is_active: true })
  disable = () => this.setParams({ is_active: false })
  onClick = (callback: Callback) => {
    onAppEvent(`${this.type}ButtonClicked`, callback)
    return this
  }
  offClick = (callback: Callback) => {
    offAppEvent(`${this.type}ButtonClicked`, callback)
    return this
  }
  showProgress = (leaveActive = false) => {
    this.isActive = leaveActive
    this.isProgressVisible = true
    return this.#say()
  }
  hideProgress = () => {
    this.isActive = true
    this.isProgressVisible = false
    return this.#say()
  }

  setParams(params: Params) {
    if (params.text !== undefined) this.text = readText(params.text)
    if (params.color !== undefined) this.#color = params.color || undefined
    if (params.text_color !== undefined) this.#textColor = params.text_color || undefined
    this.isActive = params.is_active ?? this.isActive
    this.isVisible = params.is_visible ?? this.isVisible
    this.hasShineEffect = params.has_shine_effect ?? this.hasShineEffect
    this.position = params.position ?? this.position
    return this.#say()
  }

  #say() {
    const shown = { text: this.text, color: this.color, text_color: this.textColor, is_active: this.isActive }
    const more = { is_progress_visible: this.isProgressVisible, has_shine_effect: this.hasShineEffect }
    const place = this.type === 'secondary' ? { position: this.position } : {}
    const data = this.isVisible ? { is_visible: true, ...shown, ...more, ...place } : { is_visible: false }
    postEvent(`web_app_setup_${this.type}_button`, false, data)
    return this
  }
}

function readText(text: string): string {
  const clean = String(text).trim()
  if (clean === '' || clean.length > 64) throw new Error('WebAppBottomButtonParamInvalid')
  return clean
}

/** The arrow in the header, or the entry for settings. */
export class EdgeButton {
  isVisible = false
  readonly #name: 'back' | 'settings'

  constructor(name: 'back' | 'settings') {
    this.#name = name
    onEvent(`${name}_button_pressed`, () => tellApp(`${name}ButtonClicked`))
  }
  show = () => this.#set(true)
  hide = () => this.#set(false)
  onClick = (callback: Callback) => {
    onAppEvent(`${this.#name}ButtonClicked`, callback)
    return this
  }
  offClick = (callback: Callback) => {
    offAppEvent(`${this.#name}ButtonClicked`, callback)
    return this
  }
  #set(isVisible: boolean) {
    this.isVisible = isVisible
    postEvent(`web_app_setup_${this.#name}_button`, false, { is_visible: isVisible })
    return this
  }
}
