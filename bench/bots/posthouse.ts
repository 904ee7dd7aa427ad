/**
 * Posthouse as a contender: the real house with its doors, its sender and its web server, as `posthouse start` puts it
 * together, but without Telegram's speed limits. The protocol is in bench/README.md.
 */
import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { fileURLToPath } from 'node:url'
import { upgrade } from '#platform/db/migrate.ts'
import { openDatabase } from '#platform/db/open.ts'
import { createSweep } from '#platform/db/sweep.ts'
import { openHouse } from '#platform/house.ts'
import { systemClock } from '#platform/ops/clock.ts'
import { createHealth } from '#platform/ops/health.ts'
import { createLog } from '#platform/ops/log.ts'
import { createMetrics } from '#platform/ops/metrics.ts'
import { runParts } from '#platform/ops/shutdown.ts'
import { stopSignals } from '#platform/ops/signals.ts'
import { createTelegram } from '#platform/telegram/client.ts'
import { allowedUpdates, createIntroduction } from '#platform/updates/introduce.ts'
import { createPolling } from '#platform/updates/polling.ts'
import { webhookDoor } from '#platform/updates/webhook.ts'
import { closeDoor, createWeb } from '#platform/web/server.ts'
import { countingBot } from './counting.ts'
import { tellMemory } from './tell-memory.ts'

const { SINK, PORT = '0', DATABASE_URL, MODE = 'webhook', QUERIES = '0', WIPE } = process.env
const TOKEN = process.env.TOKEN ?? '424242:AAbenchbenchbenchbenchbenchbenchben'
const SECRET = 's3cret'
const UNLIMITED = { burst: 1e9, perSecond: 1e9 }

if (!SINK) throw new Error('SINK: the root of the Bot API is missing.')
const clock = systemClock
const log = createLog()
const metrics = createMetrics({ processMetrics: true })
const bot = countingBot(Number(QUERIES))
const folder = DATABASE_URL ? undefined : mkdtempSync(join(tmpdir(), 'posthouse-bench-'))
const database = await openDatabase({ url: DATABASE_URL || undefined, folder: folder ?? '', log })
if (WIPE) await database.query('drop schema if exists posthouse cascade; drop schema if exists bench cascade')
await upgrade(database, [
  { schema: 'posthouse', folder: fileURLToPath(new URL('../../src/platform/db/migrations', import.meta.url)) },
  { schema: bot.name, folder: fileURLToPath(bot.migrations!) },
])

const telegram = createTelegram({ apiRoot: SINK, token: TOKEN, metrics })
const house = await openHouse({
  database,
  clock,
  log,
  metrics,
  superadmins: new Set(),
  guests: [{ bot, telegram, username: 'bench_bot', outside: undefined }],
  limits: { perBot: UNLIMITED, perChat: UNLIMITED, perGroup: UNLIMITED },
})
const health = createHealth({})
const secrets = new Map([[bot.name, [SECRET]]])
const door = webhookDoor({ inbox: house.inbox, clock, log, metrics, secrets })
const web = createWeb({
  health,
  metrics,
  log,
  // Every contender is called at /hook; the house has its webhook elsewhere.
  door(request, response) {
    if (request.url === '/hook') request.url = `/webhook/${bot.name}`
    return door(request, response)
  },
})
await web.listen({ host: '127.0.0.1', port: Number(PORT) })

const polling = createPolling({
  bot: bot.name,
  telegram,
  inbox: house.inbox,
  clock,
  log,
  metrics,
  allowed: allowedUpdates(bot),
})
const { dispatch, sender, worker, schedule, notifier } = house
const running = runParts({
  clock,
  log,
  asked: stopSignals(),
  taking: [
    createIntroduction({ bot, telegram, clock, log, called: () => undefined }),
    ...[worker, schedule, notifier, createSweep({ database, clock, log })],
    ...(MODE === 'poll' ? [polling] : []),
  ],
  answering: [dispatch, sender],
  report: async () => undefined,
  draining: health.drain,
  serveMs: 0,
  closeDoor: () => closeDoor(web, clock),
  giveBack: house.giveBack,
  async close() {
    await telegram.close()
    await database.close()
  },
})
tellMemory()
process.stdout.write('READY\n')
const code = await running
if (folder) rmSync(folder, { recursive: true, force: true })
process.exit(code)
