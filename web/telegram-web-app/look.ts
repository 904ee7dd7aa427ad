/** Colours and sizes, also as CSS variables: `--tg-theme-bg-color`, `--tg-viewport-height`, … */
import { type Fields, initParams, keep, onEvent, postEvent, recall, tellApp } from './wire.ts'

export const themeParams: Record<string, string> = {}
export const look = {
  colorScheme: 'light',
  headerColor: '#ffffff',
  backgroundColor: '#ffffff',
  bottomBarColor: '#ffffff',
  isExpanded: false,
  viewportHeight: window.innerHeight,
  viewportStableHeight: window.innerHeight,
}

const variable = (name: string, value: string) => document.documentElement.style.setProperty(`--tg-${name}`, value)

function wear(given: unknown): void {
  for (const [name, value] of Object.entries((given ?? {}) as Record<string, string>)) {
    const colour = hex(value)
    if (colour === undefined) continue
    themeParams[name] = colour
    variable(`theme-${name.replaceAll('_', '-')}`, colour)
  }
  const ground = themeParams.bg_color ?? '#ffffff'
  look.colorScheme = isDark(ground) ? 'dark' : 'light'
  Object.assign(look, { headerColor: ground, backgroundColor: ground })
  look.bottomBarColor = themeParams.bottom_bar_bg_color ?? ground
  variable('color-scheme', look.colorScheme)
  keep('themeParams', themeParams)
}

function measure({ height, is_expanded, is_state_stable }: Fields): void {
  if (typeof height !== 'number' || height === 0) return
  look.viewportHeight = height
  look.isExpanded = is_expanded === true
  if (is_state_stable) look.viewportStableHeight = height
  variable('viewport-height', `${look.viewportHeight}px`)
  variable('viewport-stable-height', `${look.viewportStableHeight}px`)
  tellApp('viewportChanged', { isStateStable: is_state_stable === true })
}

const PAINTED = { header: 'headerColor', background: 'backgroundColor', bottom_bar: 'bottomBarColor' } as const

/** A colour, or the name of one of the theme's; anything else changes nothing. */
export function paint(what: keyof typeof PAINTED, given: string): void {
  const colour = themeParams[given] ?? hex(given)
  if (colour === undefined) return
  look[PAINTED[what]] = colour
  postEvent(`web_app_set_${what}_color`, false, { color: colour })
}

export function hex(value: unknown): string | undefined {
  const text = String(value).trim()
  if (/^#[0-9a-f]{6}$/i.test(text)) return text.toLowerCase()
  const [, r, g, b] = /^#([0-9a-f])([0-9a-f])([0-9a-f])$/i.exec(text) ?? []
  return r === undefined ? undefined : `#${r}${r}${g}${g}${b}${b}`.toLowerCase()
}

function isDark(colour: string): boolean {
  const [r = 0, g = 0, b = 0] = [1, 3, 5].map((at) => Number.parseInt(colour.slice(at, at + 2), 16))
  return Math.sqrt(0.299 * r * r + 0.587 * g * g + 0.114 * b * b) < 120
}

function parsed(text: string | undefined): unknown {
  try {
    return JSON.parse(text ?? '{}')
  } catch {
    return {}
  }
}

wear({ ...(parsed(initParams.tgWebAppThemeParams) as Fields), ...recall<Fields>('themeParams') })
onEvent('theme_changed', (_, { theme_params }: Fields) => {
  wear(theme_params)
  tellApp('themeChanged')
})
onEvent('viewport_changed', (_, data: Fields) => measure(data))
postEvent('web_app_request_theme')
postEvent('web_app_request_viewport')
