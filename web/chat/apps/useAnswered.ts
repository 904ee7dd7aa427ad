import { useEvent } from '../live.tsx'
import type { Launch } from './app.ts'

/** When its bot answers in the person's name, the app has done its work and is closed. */
export function useAnswered(launch: Launch, close: () => void): void {
  const hash = new URLSearchParams(new URL(launch.url).hash.slice(1))
  const query = new URLSearchParams(hash.get('tgWebAppData') ?? '').get('query_id')
  useEvent('app', ({ query_id }) => {
    if (query_id === query) close()
  })
}
