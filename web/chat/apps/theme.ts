/** The page's colours by the names that Mini Apps know. */
export type Theme = Readonly<Record<string, string>>

const light: Theme = {
  bg_color: '#ffffff',
  text_color: '#1c1c1c',
  hint_color: '#696969',
  link_color: '#0b776c',
  button_color: '#0b776c',
  button_text_color: '#ffffff',
  secondary_bg_color: '#f4f4f4',
  header_bg_color: '#ffffff',
  bottom_bar_bg_color: '#ffffff',
  accent_text_color: '#0b776c',
  section_bg_color: '#ffffff',
  section_header_text_color: '#0b776c',
  section_separator_color: '#dedede',
  subtitle_text_color: '#696969',
  destructive_text_color: '#c22f2f',
}

const dark: Theme = {
  bg_color: '#1c1c1c',
  text_color: '#e6e6e6',
  hint_color: '#9e9e9e',
  link_color: '#45b5a7',
  button_color: '#45b5a7',
  button_text_color: '#06201c',
  secondary_bg_color: '#151515',
  header_bg_color: '#1c1c1c',
  bottom_bar_bg_color: '#1c1c1c',
  accent_text_color: '#45b5a7',
  section_bg_color: '#262626',
  section_header_text_color: '#45b5a7',
  section_separator_color: '#333333',
  subtitle_text_color: '#9e9e9e',
  destructive_text_color: '#f08080',
}

export const themeIn = (scheme: 'light' | 'dark'): Theme => (scheme === 'dark' ? dark : light)

/** Only plain colours go into our style sheet. */
export const colour = (value: unknown): string | undefined =>
  typeof value === 'string' && /^#[0-9a-f]{6}$/i.test(value) ? value : undefined
