import { defineConfig } from 'vite'

const here = (path: string) => decodeURIComponent(new URL(path, import.meta.url).pathname)

/** The script that Mini Apps load, as one file of a fixed name beside the page, which was built before. */
export default defineConfig({
  root: here('./telegram-web-app'),
  build: {
    outDir: here('./dist/chat'),
    emptyOutDir: false,
    target: 'es2023',
    lib: { entry: 'main.ts', formats: ['iife'], name: 'telegramWebApp', fileName: () => 'telegram-web-app.js' },
  },
})
