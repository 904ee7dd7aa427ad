import { span } from '../span.ts'
import { SLOW_S } from '../status.ts'
import { say } from '../texts/index.ts'
import type { Sight } from './sight.ts'
import { attention, ok, type Step } from './step.ts'

const words = say.runbook

/** "The bot does not answer": six steps, in the order in which they are walked. */
export const notAnswering: readonly Step[] = [
  {
    id: 'errors',
    title: words.errors.title,
    looks: words.errors.looks,
    todo: words.errors.todo,
    act: 'errors',
    commands: (bot) => [
      `posthouse dead list ${bot}`,
      'tail -n 200 data/posthouse.log',
      'docker compose logs bot --tail 200',
    ],
    check({ errors, safe }) {
      const [newest] = errors
      return newest ? attention(words.errors.some(errors.length, safe(newest.error))) : ok(words.errors.none)
    },
  },
  {
    id: 'lock',
    title: words.lock.title,
    looks: words.lock.looks,
    todo: words.lock.todo,
    act: 'lock',
    commands: (bot) => [
      'posthouse lock status',
      `redis-cli get bot_polling_lock:${bot}  # bot_polling_lock where it is the only bot`,
      `redis-cli get bot_polling_heartbeat:${bot}`,
      `posthouse webhook verify ${bot}`,
    ],
    check(sight) {
      if (sight.status.mode === 'webhook') return webhookOf(sight)
      const { lease } = sight.status
      if (!lease?.held) return attention(words.lock.free)
      const found = words.lock.held(lease.holder.host, lease.holder.pid, beatOf(sight))
      return isFresh(sight) ? ok(found) : attention(found)
    },
  },
  {
    id: 'release',
    title: words.release.title,
    looks: words.release.looks,
    todo: words.release.todo,
    act: 'release',
    commands: (bot) => [`posthouse lock release ${bot} --reason "…"`],
    check: (sight) =>
      sight.status.lease?.held && !isFresh(sight)
        ? attention(words.release.hangs(beatOf(sight)))
        : ok(words.release.no),
  },
  {
    id: 'queue',
    title: words.queue.title,
    looks: words.queue.looks,
    todo: words.queue.todo,
    act: 'drop',
    commands: (bot) => [`posthouse updates drop ${bot} --reason "…"`, `posthouse updates replay ${bot} --all`],
    check({ status: { backlog, backlogAge, lease }, telegram }) {
      const there = telegram && 'pending' in telegram ? telegram.pending : undefined
      const pending = there === undefined ? words.queue.unknown : words.queue.atTelegram(there)
      // Of what a living poller has not fetched yet nobody need hear.
      const waits = backlogAge > SLOW_S || ((there ?? 0) > 0 && !lease?.held)
      const found = backlog > 0 ? words.queue.waits(backlog, span(backlogAge), pending) : words.queue.empty(pending)
      return waits ? attention(found) : ok(found)
    },
  },
  {
    id: 'restart',
    title: words.restart.title,
    looks: words.restart.looks,
    todo: words.restart.todo,
    commands: () => ['./stop.sh && ./start.sh', 'docker compose restart bot'],
    check({ processes, status: { outbox, outboxAge } }) {
      if (outboxAge > SLOW_S) return attention(words.restart.stuck(outbox, span(outboxAge)))
      return processes > 0 ? ok(words.restart.seen(processes)) : attention(words.restart.none)
    },
  },
  {
    id: 'heartbeat',
    title: words.heartbeat.title,
    looks: words.heartbeat.looks,
    todo: words.heartbeat.todo,
    act: 'again',
    commands: (bot) => [`posthouse runbook ${bot}`, 'curl -s localhost:8000/metrics | grep heartbeat'],
    check(sight) {
      const { mode, backlogAge } = sight.status
      if (mode === 'webhook')
        return backlogAge > SLOW_S ? attention(words.heartbeat.waits(span(backlogAge))) : ok(words.heartbeat.flows)
      return isFresh(sight) ? ok(words.heartbeat.fresh(beatOf(sight))) : attention(words.heartbeat.old(beatOf(sight)))
    },
  },
]

const isFresh = ({ status: { lease } }: Sight) => lease?.held === true && (lease.heartbeatAge ?? SLOW_S + 1) <= SLOW_S

const beatOf = ({ status: { lease } }: Sight) =>
  lease?.heartbeatAge === undefined ? say.never : say.ago(span(lease.heartbeatAge))

/** An error counts for as long as something still waits because of it. */
function webhookOf({ telegram, now, safe }: Sight) {
  if (!telegram) return ok(words.queue.unknown)
  if ('failed' in telegram) return attention(words.noTelegram(safe(telegram.failed)))
  if (telegram.url === '') return attention(words.lock.noWebhook)
  const { lastError, pending, url } = telegram
  if (lastError && (pending > 0 || now.getTime() - lastError.at.getTime() < 60_000))
    return attention(words.lock.failing(safe(lastError.message)))
  return ok(words.lock.webhook(safe(url)))
}
