import { once } from 'node:events'
import { createServer } from 'node:http'
import type { AddressInfo } from 'node:net'

export interface Github {
  readonly url: string
  close(): Promise<void>
}

/** A GitHub on which pull request number n is the work of the person with GitHub id 1000 + n, merged by somebody else an hour ago. */
export async function createGithub(now: Date): Promise<Github> {
  const hoursAgo = (count: number) => new Date(now.getTime() - count * 3_600_000).toISOString()
  const pull = (number: number) => ({
    number,
    state: 'closed',
    merged: true,
    merged_at: hoursAgo(1),
    created_at: hoursAgo(24),
    merge_commit_sha: `${number}`.padStart(40, 'a'),
    title: `Work ${number}`,
    additions: 10,
    deletions: 2,
    draft: false,
    user: { id: 1000 + number, login: `login${number}`, type: 'User' },
    merged_by: { id: 9, login: 'keeper', type: 'User' },
    head: { sha: `${number}`.padStart(40, 'b') },
    base: { ref: 'main', repo: { id: 1, full_name: 'o/r', default_branch: 'main' } },
  })
  const server = createServer((request, response) => {
    const number = Number(/^\/repos\/o\/r\/pulls\/([0-9]+)$/.exec(request.url ?? '')?.[1] ?? 0)
    response.writeHead(200, { 'content-type': 'application/json' })
    response.end(JSON.stringify(number > 0 ? pull(number) : []))
  })
  server.listen(0, '127.0.0.1')
  await once(server, 'listening')
  return {
    url: `http://127.0.0.1:${(server.address() as AddressInfo).port}`,
    async close() {
      server.closeAllConnections()
      await new Promise((resolve) => server.close(resolve))
    },
  }
}
