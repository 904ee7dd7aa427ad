import { existsSync, readFileSync, writeFileSync } from 'node:fs'
import { fileURLToPath } from 'node:url'

const PAGE = fileURLToPath(new URL('../../docs/performance.md', import.meta.url))

/** Puts a measurement into its place in docs/performance.md; the words around it are written by hand. */
export function writeSection(name: string, content: string): void {
  writeFileSync(PAGE, withSection(existsSync(PAGE) ? readFileSync(PAGE, 'utf8') : '# Performance\n', name, content))
}

/** Replaces what stands between the section's markers; without them it comes last. */
export function withSection(page: string, name: string, content: string): string {
  const [open, close] = [`<!-- bench:${name} -->`, `<!-- /bench:${name} -->`]
  const section = `${open}\n${content.trim()}\n${close}`
  const [from, to] = [page.indexOf(open), page.indexOf(close)]
  if (from < 0 || to < from) return `${page.trimEnd()}\n\n${section}\n`
  return page.slice(0, from) + section + page.slice(to + close.length)
}
