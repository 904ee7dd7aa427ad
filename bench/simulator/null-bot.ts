import { Agent, createServer, request } from 'node:http'

/**
 * A bot that does nothing but answer: what is left to measure is the simulator. Each text is the moment it was said; at
 * the end it tells how long each took to arrive here, and until the answer was sent, in milliseconds.
 */
const { API_ROOT: root = '', TOKEN: token = '', MODE: mode, MANY = '0' } = process.env
const many = Number(MANY)
const agent = new Agent({ keepAlive: true, maxSockets: 50 })
const arrived: number[] = []
const answered: number[] = []

const now = () => performance.timeOrigin + performance.now()

function call(method: string, params: object): Promise<string> {
  const body = JSON.stringify(params)
  return new Promise((resolve, reject) => {
    const headers = { 'content-type': 'application/json', 'content-length': Buffer.byteLength(body) }
    const sent = request(`${root}/bot${token}/${method}`, { method: 'POST', agent, headers }, (response) => {
      let text = ''
      response.on('data', (chunk) => {
        text += chunk
      })
      response.on('end', () => resolve(text))
    })
    sent.on('error', reject)
    sent.end(body)
  })
}

interface Update {
  update_id: number
  message?: { text: string; chat: { id: number } }
}

async function handle({ message }: Update) {
  if (!message) return
  const said = Number(message.text)
  arrived.push(now() - said)
  await call('sendMessage', { chat_id: message.chat.id, text: 'ok' })
  answered.push(now() - said)
  if (answered.length < many) return
  process.stdout.write(`${[...quantiles(arrived), ...quantiles(answered)].join(' ')}\n`, () => process.exit(0))
}

function quantiles(numbers: number[]): number[] {
  const sorted = numbers.toSorted((a, b) => a - b)
  return [0.5, 0.95, 0.99].map((q) => sorted[Math.min(sorted.length - 1, Math.floor(sorted.length * q))] ?? 0)
}

if (mode === 'webhook') {
  const server = createServer((asked, answer) => {
    let body = ''
    asked.on('data', (chunk) => {
      body += chunk
    })
    asked.on('end', () => {
      answer.end()
      void handle(JSON.parse(body) as Update)
    })
  })
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve))
  const { port } = server.address() as { port: number }
  await call('setWebhook', { url: `http://127.0.0.1:${port}/`, max_connections: 100 })
  process.stdout.write('READY\n')
} else {
  process.stdout.write('READY\n')
  for (let offset = 0; ; ) {
    const { result } = JSON.parse(await call('getUpdates', { offset, timeout: 20 })) as { result: Update[] }
    for (const update of result) void handle(update)
    offset = (result.at(-1)?.update_id ?? offset - 1) + 1
  }
}
