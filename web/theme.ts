import { createTheme, type MantineColorsTuple } from '@mantine/core'

/** Our accent. Shade 6 carries white text and shade 4 carries black text, both above 4.5:1. */
const teal: MantineColorsTuple = [
  '#e3f6f3',
  '#c9ece7',
  '#9fdcd3',
  '#6fc9bd',
  '#45b5a7',
  '#1f9a8c',
  '#0b776c',
  '#09665d',
  '#0a534c',
  '#08403b',
]

/** Neutral, and dark enough from 6 on to be read on 0 (5:1). */
const gray: MantineColorsTuple = [
  '#fafafa',
  '#f4f4f4',
  '#eaeaea',
  '#dedede',
  '#c8c8c8',
  '#9a9a9a',
  '#696969',
  '#4d4d4d',
  '#333333',
  '#1f1f1f',
]

const dark: MantineColorsTuple = [
  '#e6e6e6',
  '#c4c4c4',
  '#9e9e9e',
  '#7a7a7a',
  '#3d3d3d',
  '#333333',
  '#262626',
  '#1c1c1c',
  '#151515',
  '#0f0f0f',
]

const system = "system-ui, -apple-system, 'Segoe UI', Roboto, 'Noto Sans', 'Liberation Sans', sans-serif"

export const theme = createTheme({
  colors: { teal, gray, dark },
  primaryColor: 'teal',
  primaryShade: { light: 6, dark: 4 },
  black: '#1c1c1c',
  autoContrast: true,
  defaultRadius: 8,
  radius: { xs: '4px', sm: '6px', md: '8px', lg: '12px', xl: '16px' },
  spacing: { xs: '4px', sm: '8px', md: '12px', lg: '16px', xl: '24px' },
  fontFamily: system,
  fontFamilyMonospace: "ui-monospace, 'SF Mono', Menlo, Consolas, 'Liberation Mono', monospace",
  fontSizes: { xs: '12px', sm: '13px', md: '14px', lg: '16px', xl: '20px' },
  lineHeights: { xs: '1.35', sm: '1.4', md: '1.45', lg: '1.45', xl: '1.3' },
  headings: { fontFamily: system, fontWeight: '600', sizes: { h1: { fontSize: '20px', lineHeight: '1.3' } } },
  shadows: { xs: 'none', sm: 'none', md: '0 6px 24px rgb(0 0 0 / 14%)' },
  cursorType: 'pointer',
  respectReducedMotion: true,
  components: {
    // Named, so that a style sheet can find it: an unnamed default leaves no mark in the page.
    Button: { defaultProps: { size: 'sm', variant: 'filled' } },
    ActionIcon: { defaultProps: { variant: 'filled' } },
    Text: { defaultProps: { size: 'md' } },
    Modal: { defaultProps: { centered: true, shadow: 'md' } },
  },
})
