import { span } from '../span.ts'
import { say } from '../texts/index.ts'
import { attention, ok, type Step } from './step.ts'

const words = say.runbook.dev

/** What is looked at before a bot is started on a developer's machine. The first is refused at every start as well. */
export const beforeDev: readonly Step[] = [
  {
    id: 'token',
    title: words.token.title,
    looks: words.token.looks,
    todo: words.token.todo,
    commands: (bot) => [`echo "${bot.toUpperCase()}_TOKEN_DEV=123456:ABC…" >> .env`],
    check({ telegram, safe }) {
      if (!telegram) return attention(words.token.none)
      if ('failed' in telegram) return attention(say.runbook.noTelegram(safe(telegram.failed)))
      return ok(words.token.ok(telegram.username))
    },
  },
  {
    id: 'free',
    title: words.lock.title,
    looks: words.lock.looks,
    todo: words.lock.todo,
    commands: () => ['posthouse lock status'],
    check({ status: { lease } }) {
      if (!lease?.held) return ok(words.lock.free)
      const beat = lease.heartbeatAge === undefined ? say.never : say.ago(span(lease.heartbeatAge))
      return attention(say.runbook.lock.held(lease.holder.host, lease.holder.pid, beat))
    },
  },
  {
    id: 'left',
    title: words.left.title,
    looks: words.left.looks,
    todo: words.left.todo,
    commands: (bot) => [`posthouse updates drop ${bot} --reason "left from development"`],
    check({ telegram }) {
      if (!telegram || 'failed' in telegram) return ok(say.runbook.queue.unknown)
      return telegram.pending > 0 ? attention(words.left.some(telegram.pending)) : ok(words.left.ok)
    },
  },
]
