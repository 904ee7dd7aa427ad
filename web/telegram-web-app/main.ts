/**
 * `window.Telegram.WebApp` for Mini Apps in the simulator's page: what telegram-web-app.js does, in our own words, for machines
 * without a network. It speaks the same protocol, so the page serves apps that load Telegram's own script just as well.
 */
import {
  downloadFile,
  invokeCustomMethod,
  requestContact,
  requestWriteAccess,
  showAlert,
  showConfirm,
  showPopup,
} from './asking.ts'
import { BottomButton, EdgeButton } from './buttons.ts'
import { initData, initDataUnsafe, isVersionAtLeast, platform, version } from './launch.ts'
import { LocationManager } from './location.ts'
import { look, paint, themeParams } from './look.ts'
import { CloudStorage } from './storage.ts'
import { initParams, offAppEvent, offEvent, onAppEvent, onEvent, postEvent, receiveEvent } from './wire.ts'

const insets = { top: 0, bottom: 0, left: 0, right: 0 }
const haptic = (params: object) => {
  postEvent('web_app_trigger_haptic_feedback', false, params)
  return HapticFeedback
}
const HapticFeedback = {
  impactOccurred: (impact_style: string) => haptic({ type: 'impact', impact_style }),
  notificationOccurred: (notification_type: string) => haptic({ type: 'notification', notification_type }),
  selectionChanged: () => haptic({ type: 'selection_change' }),
}

const WebApp = {
  initData,
  initDataUnsafe,
  version,
  platform,
  themeParams,
  isActive: true,
  isFullscreen: false,
  isOrientationLocked: false,
  isClosingConfirmationEnabled: false,
  isVerticalSwipesEnabled: true,
  safeAreaInset: insets,
  contentSafeAreaInset: insets,
  MainButton: new BottomButton('main', 'Continue'),
  SecondaryButton: new BottomButton('secondary', 'Cancel'),
  BackButton: new EdgeButton('back'),
  SettingsButton: new EdgeButton('settings'),
  HapticFeedback,
  CloudStorage,
  LocationManager,
  isVersionAtLeast,
  onEvent: onAppEvent,
  offEvent: offAppEvent,
  get colorScheme() {
    return look.colorScheme
  },
  get isExpanded() {
    return look.isExpanded
  },
  get viewportHeight() {
    return look.viewportHeight
  },
  get viewportStableHeight() {
    return look.viewportStableHeight
  },
  get headerColor() {
    return look.headerColor
  },
  set headerColor(colour: string) {
    paint('header', colour)
  },
  get backgroundColor() {
    return look.backgroundColor
  },
  set backgroundColor(colour: string) {
    paint('background', colour)
  },
  get bottomBarColor() {
    return look.bottomBarColor
  },
  set bottomBarColor(colour: string) {
    paint('bottom_bar', colour)
  },
  setHeaderColor: (colour: string) => paint('header', colour),
  setBackgroundColor: (colour: string) => paint('background', colour),
  setBottomBarColor: (colour: string) => paint('bottom_bar', colour),
  ready: () => postEvent('web_app_ready'),
  expand: () => postEvent('web_app_expand'),
  close: () => postEvent('web_app_close'),
  enableClosingConfirmation: () => careful(true),
  disableClosingConfirmation: () => careful(false),
  enableVerticalSwipes: () => postEvent('web_app_setup_swipe_behavior', false, { allow_vertical_swipe: true }),
  disableVerticalSwipes: () => postEvent('web_app_setup_swipe_behavior', false, { allow_vertical_swipe: false }),
  hideKeyboard: () => postEvent('web_app_hide_keyboard'),
  requestFullscreen: () => postEvent('web_app_request_fullscreen'),
  exitFullscreen: () => postEvent('web_app_exit_fullscreen'),
  sendData(data: string) {
    if (!data || new TextEncoder().encode(data).length > 4096) throw new Error('WebAppDataInvalid')
    postEvent('web_app_data_send', false, { data })
  },
  switchInlineQuery: (query: string, chat_types: string[] = []) =>
    postEvent('web_app_switch_inline_query', false, { query, chat_types }),
  openLink(url: string, { try_instant_view = false } = {}) {
    if (!/^https?:$/.test(new URL(url, location.href).protocol)) throw new Error('WebAppTgUrlInvalid')
    postEvent('web_app_open_link', false, { url: new URL(url, location.href).href, try_instant_view })
  },
  openTelegramLink(url: string) {
    const { hostname, pathname, search } = new URL(url, location.href)
    if (hostname !== 't.me') throw new Error('WebAppTgUrlInvalid')
    postEvent('web_app_open_tg_link', false, { path_full: pathname + search })
  },
  openInvoice(url: string, callback?: (status: string) => void) {
    const slug = new URL(url, location.href).pathname.replace(/^\/(\$|invoice\/)/, '')
    const closed = (_: string, given: { slug?: string; status?: string }) => {
      if (given.slug !== slug) return
      offEvent('invoice_closed', closed)
      callback?.(given.status ?? 'failed')
    }
    onEvent('invoice_closed', closed)
    postEvent('web_app_open_invoice', false, { slug })
  },
  showPopup,
  showAlert,
  showConfirm,
  requestWriteAccess,
  requestContact,
  downloadFile,
  invokeCustomMethod,
}

function careful(need_confirmation: boolean) {
  WebApp.isClosingConfirmationEnabled = need_confirmation
  postEvent('web_app_setup_closing_behavior', false, { need_confirmation })
}

Object.assign(window, {
  Telegram: {
    WebApp,
    WebView: { initParams, isIframe: window.parent !== window, onEvent, offEvent, postEvent, receiveEvent },
  },
})
