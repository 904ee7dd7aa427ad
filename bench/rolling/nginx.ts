import { spawnSync } from 'node:child_process'
import { mkdirSync, readFileSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import process from 'node:process'
import { type Child, freePort, launch, until } from './children.ts'
import { atTheEnd, CannotRun } from './cleanup.ts'

const SHIPPED = new URL('../../deploy/nginx/posthouse.conf', import.meta.url)

/** A real nginx with the configuration that we ship: only the doors' addresses and the TLS lines are replaced. */
export async function openNginx(folder: string, doors: readonly number[]): Promise<{ url: string; errors(): string }> {
  if (spawnSync('nginx', ['-v']).error) {
    throw new CannotRun('This run needs nginx (Debian: apt-get install nginx-light), and there is none in the PATH.')
  }
  const own = join(folder, 'nginx')
  mkdirSync(own, { recursive: true })
  const port = await freePort()
  const file = join(own, 'nginx.conf')
  writeFileSync(file, main(own, shipped(port, doors)))
  const checked = spawnSync('nginx', ['-t', '-p', own, '-c', file], { encoding: 'utf8' })
  if (checked.status !== 0) throw new Error(`nginx -t refuses the configuration:\n${checked.stderr}`)
  const child: Child = launch('nginx', ['-p', own, '-c', file], { cwd: own })
  // SIGKILL would leave its workers behind.
  atTheEnd(async () => {
    child.signal('SIGTERM')
    await until(child.hasEnded, 5_000, () => 'nginx ended')
  })
  const url = `http://127.0.0.1:${port}`
  const answers = () =>
    fetch(url).then(
      (answer) => answer.status === 404,
      () => false,
    )
  await until(answers, 10_000, () => `nginx answers.\n${child.said()}`)
  return { url, errors: () => readFileSync(join(own, 'error.log'), 'utf8') }
}

function shipped(port: number, doors: readonly number[]): string {
  const text = readFileSync(SHIPPED, 'utf8')
  const servers = doors.map((door) => `    server 127.0.0.1:${door} max_fails=0;`).join('\n')
  const changed = text
    .replace(/(^ {4}server 127\.0\.0\.1:\d+ max_fails=0;\n)+/m, `${servers}\n`)
    .replace('listen 443 ssl;', `listen 127.0.0.1:${port};`)
    .replace(/^ {4}ssl_.*\n/gm, '')
  if (!changed.includes(servers) || !changed.includes(`:${port};`) || /ssl/.test(changed.replace(/^\s*#.*$/gm, ''))) {
    throw new Error('deploy/nginx/posthouse.conf has changed its shape: teach bench/rolling/nginx.ts.')
  }
  return changed
}

const main = (folder: string, http: string) => `
daemon off;
worker_processes 2;
${process.getuid?.() === 0 ? 'user root;' : ''}
pid ${folder}/nginx.pid;
error_log ${folder}/error.log warn;
events { worker_connections 1024; }
http {
  access_log off;
  ${['client_body', 'proxy', 'fastcgi', 'uwsgi', 'scgi'].map((kind) => `${kind}_temp_path ${folder}/${kind};`).join('\n  ')}
${http}
}
`
