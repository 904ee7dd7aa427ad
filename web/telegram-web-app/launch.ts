/** What the app was opened with. */
import { initParams } from './wire.ts'

export const initData = initParams.tgWebAppData ?? ''
export const initDataUnsafe = unsafe(initData)
export const version = initParams.tgWebAppVersion ?? '6.0'
export const platform = initParams.tgWebAppPlatform ?? 'unknown'

export function isVersionAtLeast(wanted: string): boolean {
  const [ours, theirs] = [version, wanted].map((text) => text.split('.').map(Number))
  for (let at = 0; at < Math.max(ours?.length ?? 0, theirs?.length ?? 0); at++) {
    const by = (ours?.[at] ?? 0) - (theirs?.[at] ?? 0)
    if (by !== 0) return by > 0
  }
  return true
}

/** Fields of a query string; those that look like JSON are read. */
export function unsafe(query: string): Record<string, unknown> {
  return Object.fromEntries([...new URLSearchParams(query)].map(([name, value]) => [name, readIfJson(value)]))
}

function readIfJson(value: string): unknown {
  if (!/^(\{.*\}|\[.*\])$/s.test(value)) return value
  try {
    return JSON.parse(value)
  } catch {
    return value
  }
}
