import react from '@vitejs/plugin-react'
import { defineConfig, type Plugin } from 'vite'

const here = (path: string) => decodeURIComponent(new URL(path, import.meta.url).pathname)

export default defineConfig({
  root: here('./chat'),
  base: './',
  plugins: [react(), contentSecurityPolicy()],
  build: { outDir: here('./dist/chat'), emptyOutDir: true, target: 'es2023' },
  server: { proxy: { '/sim': 'http://127.0.0.1:8081' } },
})

/** "Nothing leaves this machine" is kept by the browser, not by our good will. Mantine writes its variables in <style>. */
function contentSecurityPolicy(): Plugin {
  const policy = [
    "default-src 'self'",
    "style-src 'self' 'unsafe-inline'",
    "img-src 'self' blob: data:",
    "media-src 'self' blob:",
    // Mini Apps: those of this machine, and real ones after a question.
    'frame-src http://localhost:* http://127.0.0.1:* https:',
    "object-src 'none'",
    "base-uri 'none'",
    "form-action 'none'",
  ].join('; ')
  return {
    name: 'content-security-policy',
    apply: 'build',
    transformIndexHtml: () => [
      {
        tag: 'meta',
        attrs: { 'http-equiv': 'Content-Security-Policy', content: policy },
        injectTo: 'head-prepend',
      },
    ],
  }
}
