/** A bug in the way money goes, as somebody in a hurry would write it: all its places together. */
export interface MoneyMutant {
  name: string
  edits: readonly Edit[]
  /** Files of stories that must notice it where the random stories cannot. */
  stories?: readonly string[]
  /** Words in the names of those stories, where a file has many. */
  told?: string
  /** It is noticed where processes are killed, at moments with these words in their names. */
  kill?: string
}

interface Edit {
  file: string
  find: string
  replace: string
}

const BOUNTY = 'src/bots/bounty'
const edit = (file: string, find: string, replace: string): Edit => ({ file: `${BOUNTY}/${file}`, find, replace })

const NO_INDEX = edit(
  'migrations/0007_payments.up.sql',
  'create unique index payments_one_live',
  'create index payments_one_live',
)
const NO_WAY_BACK = edit(
  'migrations/0007_payments.up.sql',
  "or (old.first_sent_at is not null and new.status in ('created', 'needs_2nd', 'ready', 'not_configured', 'blocked_payee', 'voided'))",
  '',
)
const READY_AGAIN = edit(
  'jobs/pay-out.ts',
  `      default:
        await doubt(ctx, payment, assignment, outcome.why)`,
  `      case 'refused':
        await (await import('../store/payments.ts')).change(ctx.db, id, { status: 'ready' })
        return
      default:
        await doubt(ctx, payment, assignment, outcome.why)`,
)
const AGAIN_IN_DOUBT = edit(
  'commands/pay.ts',
  "if (payment.status !== 'failed' || newest?.id !== id) throw notNow(payment)",
  "if (!['failed', 'unknown', 'manual'].includes(payment.status) || newest?.id !== id) throw notNow(payment)",
)

const NEW_KEY = edit(
  'moves/send-payment.ts',
  'const { idempotency_key: key, body, currency } = sent',
  `const { body, currency } = sent
  const key = n === 1 ? sent.idempotency_key : \`\${sent.idempotency_key}-\${n}\``,
)
const NO_QUESTION = edit(
  'jobs/pay-out.ts',
  "if (attempt > 1) return { kind: 'unknown', why: 'the process ended while it was being sent' }",
  'if (attempt < 1) throw new Error()',
)
const NEVER_STALE = edit(
  'jobs/pay-out.ts',
  'if (now.getTime() - at.getTime() > STALE)',
  'if (now.getTime() < at.getTime())',
)

export const MUTANTS: readonly MoneyMutant[] = [
  { name: 'unique index removed', edits: [NO_INDEX], stories: ['receiver'], told: 'the database itself refuses' },
  { name: 'unique index removed, and paid again while in doubt', edits: [NO_INDEX, AGAIN_IN_DOUBT] },
  { name: 'paid again while in doubt', edits: [AGAIN_IN_DOUBT] },
  {
    name: 'new key on retry',
    edits: [NEW_KEY],
  },
  {
    name: 'void at once on 404',
    edits: [
      edit('payments.ts', 'const isProof = saysNo && now > quietAt && isKept', 'const isProof = saysNo && isKept'),
      edit('payments.ts', "if (isProof && (found.kind === 'failed' || doubt.isRefused)) {", 'if (isProof) {'),
    ],
  },
  {
    name: 'failed before the last request can no longer arrive',
    edits: [
      edit('payments.ts', 'const isProof = saysNo && now > quietAt && isKept', 'const isProof = saysNo && isKept'),
    ],
  },
  {
    name: 'timestamp check dropped at the receiver',
    edits: [
      edit('stories/money/receiver.ts', 'if (checksTime && Math.abs(', 'if (checksTime && key === body && Math.abs('),
    ],
  },
  {
    name: 'timestamp check dropped at the simulated receiver',
    edits: [
      {
        file: 'src/simulator/standins/payouts.ts',
        find: "return away <= TOLERANCE_SECONDS ? undefined : 'too old or too new'",
        replace: "return away >= 0 ? undefined : 'too old or too new'",
      },
    ],
    stories: ['payouts/payouts', '../../simulator/standins/standins'],
  },
  { name: 'refusal resets to ready', edits: [READY_AGAIN] },
  { name: 'refusal resets to ready, and the database lets it', edits: [READY_AGAIN, NO_WAY_BACK] },
  {
    name: 'sent again after a crash without a question',
    edits: [NO_QUESTION],
  },
  {
    name: 'the attempt is written down after it has left',
    edits: [
      edit('moves/send-payment.ts', 'await attempts.begin(ctx.db, payment.id, n, ctx.now)', ''),
      edit(
        'jobs/pay-out.ts',
        'await attempts.end(ctx.db, id, attempt, wordOf(outcome), ctx.now)',
        `await attempts.begin(ctx.db, id, attempt, ctx.now)
    await attempts.end(ctx.db, id, attempt, wordOf(outcome), ctx.now)`,
      ),
    ],
  },
  {
    name: 'a request that waited for long is sent all the same',
    edits: [NEVER_STALE],
  },
  {
    name: 'a key is used for as long as it takes',
    edits: [edit('payments.ts', 'export const KEY_HORIZON = hours(20)', 'export const KEY_HORIZON = hours(2000)')],
  },
  {
    name: 'what the receiver may have forgotten is taken for failed',
    edits: [edit('payments.ts', 'now > quietAt && isKept && !doubt.isPaused', 'now > quietAt && !doubt.isPaused')],
  },
  {
    name: 'who is paid may agree to it',
    edits: [edit('approval.ts', "if (person === payee) return 'own'\n", '')],
  },
  {
    name: 'who made the task may agree to a large sum',
    edits: [edit('approval.ts', "return isLarge ? 'creator' : isOnAuthorsWord", 'return isOnAuthorsWord')],
  },
  {
    name: 'one admin is enough for a large sum',
    edits: [edit('approval.ts', 'if (cents > limits.oneAdminMost) return 2\n', '')],
  },
  {
    name: 'the word of one is enough for "failed"',
    edits: [edit('commands/pay-verdict.ts', '(one) => one.person_id !== ctx.person.id && one', '(one) => one')],
  },
  {
    name: 'payouts are off, and it leaves',
    edits: [edit('jobs/start-payout.ts', 'if (!is_on) return', 'if (is_on === undefined) return')],
  },
  {
    name: 'payouts are off, and it leaves once more',
    edits: [
      edit(
        'payments.ts',
        "if (doubt.status === 'accepted' || doubt.isRefused || doubt.isPaused) return { kind: 'wait' }",
        "if (doubt.status === 'accepted' || doubt.isRefused) return { kind: 'wait' }",
      ),
    ],
  },
  {
    name: 'what is held leaves',
    edits: [
      edit(
        'jobs/start-payout.ts',
        "if (assignment.status !== 'approved' && assignment.status !== 'payable') return\n",
        '',
      ),
    ],
  },
  {
    name: 'it leaves before it has cooled',
    edits: [
      edit(
        'jobs/start-payout.ts',
        'if (payment.due_at && payment.due_at > ctx.now) return again(payment.due_at)\n',
        '',
      ),
      edit('moves/make-payment.ts', 'at: due_at && due_at > ctx.now ? due_at : ctx.now }', 'at: ctx.now }'),
    ],
  },
  {
    name: 'cancelled after it has left',
    edits: [
      edit('commands/pay.ts', 'if (!UNSENT.includes(locked.payment.status)) throw notNow(locked.payment)\n', ''),
      edit('payments.ts', "unknown: { send: 'sending',", "unknown: { void: 'voided', send: 'sending',"),
      NO_WAY_BACK,
    ],
  },
  {
    name: 'paid without an entry in the ledger',
    edits: [edit('moves/take-step.ts', "if (to === 'paid') return ledger.paid(payment)\n", '')],
  },
  {
    name: 'a transfer without its row in the audit log',
    edits: [edit('moves/post.ts', 'ctx.audit(`ledger_', "if (kind !== 'send') ctx.audit(`ledger_")],
  },
  {
    name: 'the amount in a callback is not looked at',
    edits: [
      edit(
        'moves/callback-received.ts',
        'if (said.amount_cents !== payment.amount_cents) return',
        'if (said.amount_cents < 0) return',
      ),
    ],
    stories: ['receiver'],
    told: 'another amount',
  },
  {
    name: 'the key is not part of what is signed',
    edits: [edit('payouts/signature.ts', '{idempotencyKey}.', '{idempotencyKey.slice(0, 0)}.')],
    stories: ['payouts/payouts', 'payouts/callback'],
  },
  {
    name: 'the slots of a task are not counted, and the database lets it',
    edits: [
      edit(
        'migrations/0001_tasks.up.sql',
        'constraint tasks_slots check (taken between 0 and slots)',
        'check (taken >= 0)',
      ),
      edit(
        'store/tasks.ts',
        `.where('id', '=', id)
    .where(isFree)
    .returningAll()`,
        `.where('id', '=', id)
    .returningAll()`,
      ),
    ],
    stories: ['stories/crowd'],
    told: 'twenty people',
  },
  {
    name: 'a pull request counts twice, and the database lets it',
    edits: [
      edit(
        'migrations/0005_states.up.sql',
        'create unique index assignments_pull_request',
        'create index assignments_pull_request',
      ),
      edit(
        'jobs/verify-pr.ts',
        "return other ? { decision: 'REJECT', reason: 'PR_USED' } : found",
        'return found ?? other',
      ),
    ],
    stories: ['work-model'],
  },
  {
    name: 'who did the work may approve it',
    edits: [
      edit(
        'moves/settle-dispute.ts',
        'if (assignment.user_id === ctx.person.id) throw',
        'if (assignment.user_id < 0) throw',
      ),
    ],
    stories: ['work-model'],
  },
  {
    name: 'a take runs out while its submission waits',
    edits: [
      edit(
        'jobs/watch-lease.ts',
        "if (assignment?.status !== 'active' || !task) return",
        'if (!assignment || !task) return',
      ),
    ],
    stories: ['work-model'],
  },
  {
    name: 'a slot is not free again when its payment is cancelled',
    edits: [
      edit('moves/void-payment.ts', 'if (!heir) return releaseSlot(ctx, assignment.task_id)', 'if (!heir) return'),
    ],
    stories: ['work-model'],
  },
  {
    name: 'the money of a cancelled payment goes to the budget',
    edits: [edit('moves/void-payment.ts', "task?.status === 'closed' ? undefined : task?.id", 'undefined')],
    stories: ['work-model'],
  },
  {
    name: 'two people have one GitHub account',
    edits: [
      edit(
        'migrations/0002_github_accounts.up.sql',
        'constraint github_accounts_github_id unique (github_id)',
        'check (github_id > 0)',
      ),
      edit('store/accounts.ts', "if (other && (other.proven_at || !account.proven_at)) return { kind: 'taken' }", ''),
      edit('store/accounts.ts', 'if (other) await unlink(db, other.person_id)', 'if (!other) await unlink(db, 0)'),
    ],
    stories: ['work-model'],
  },
  {
    name: 'a share keeps the key of the whole, and the database lets it',
    edits: [
      edit(
        'moves/make-payment.ts',
        'idempotency_key: payoutKey(environment, id, seq)',
        'idempotency_key: payoutKey(environment, assignment.share_of ?? id, seq)',
      ),
      edit(
        'migrations/0004_payments.up.sql',
        'constraint payments_key unique (idempotency_key)',
        'check (length(idempotency_key) > 0)',
      ),
    ],
  },
  {
    name: 'a share wants the approvals of its own amount',
    edits: [edit('moves/split-reward.ts', '    least: before.approvals_needed,\n', '')],
  },
  {
    name: 'a share cools as long as its own amount would',
    edits: [edit('moves/split-reward.ts', '    dueAt: before.due_at,\n', '')],
  },
  {
    name: 'who has a share agrees to another one',
    edits: [
      edit(
        'commands/pay.ts',
        'if (beside.some(({ user_id }) => user_id === ctx.person.id)) throw',
        'if (beside.some(({ user_id }) => user_id < 0)) throw',
      ),
    ],
    stories: ['split'],
    told: 'nobody who has one gives them',
  },
  {
    name: 'shares lose what cannot be divided, and the database lets it',
    edits: [
      edit('shares.ts', 'shares[index]! += 1', 'shares[index]! += 0'),
      edit(
        'migrations/0015_questions_and_shares.up.sql',
        'having sum(a.share_cents) <> t.reward_cents',
        'having sum(a.share_cents) > t.reward_cents',
      ),
    ],
  },
  {
    name: 'a ban leaves what is in hand',
    edits: [
      edit(
        'moves/ban-person.ts',
        'if (!assignment || !assignments.HELD.includes(assignment.status)) continue',
        'if (!assignment || assignments.HELD.includes(assignment.status)) continue',
      ),
    ],
    stories: ['work-model'],
  },
  {
    name: 'a banned person can still take',
    edits: [edit('moves/room-to-hold.ts', '  await refuseBanned(ctx)\n', '')],
    stories: ['work-model'],
  },
  {
    name: 'a banned person can still submit what a ban has left them',
    edits: [
      edit(
        'moves/ban-person.ts',
        'if (!assignment || !assignments.HELD.includes(assignment.status)) continue',
        "if (!assignment || assignment.status !== 'review') continue",
      ),
      edit('moves/submit-pull-request.ts', '  await refuseBanned(ctx)\n', ''),
    ],
    stories: ['work-model'],
  },
  {
    name: 'what its author merged is paid before an admin has looked',
    edits: [edit('moves/make-payment.ts', 'isOnAuthorsWord(assignment) ? 1 : 0, ', '')],
    stories: ['work-model'],
  },
  {
    name: 'any task lets its author merge',
    edits: [edit('rules.ts', '!task.allowSelfMerge) return', 'task.allowSelfMerge === undefined) return')],
    stories: ['work-model'],
  },
  {
    name: 'shadow is over, and what comes from it leaves, and the database lets it',
    edits: [
      edit('moves/shadow.ts', 'if (payment.shadowed_at === null) return false', 'if (payment.id > 0) return false'),
      edit(
        'migrations/0026_shadow.up.sql',
        'if old.first_sent_at is null and new.first_sent_at',
        'if false and new.first_sent_at',
      ),
    ],
  },
  {
    name: 'in shadow what is in doubt is sent again',
    edits: [edit('jobs/look-up-payout.ts', ' || outsideOf(ctx).isShadow', '')],
  },
  {
    name: 'what stood ready when shadow began is sent in shadow',
    edits: [edit('jobs/pay-out.ts', 'if (outside.isShadow) return', 'if (outside.isShadow === undefined) return')],
  },
  {
    name: 'a share of what comes from shadow is none',
    edits: [edit('moves/split-reward.ts', '    shadowedAt: before.shadowed_at,\n', '')],
    stories: ['stories/shadow'],
    told: 'no less from it',
  },
  { name: 'new key on retry (killed)', edits: [NEW_KEY], kill: 'under way and lost' },
  {
    name: 'sent again after a crash without a question, however late (killed)',
    edits: [NO_QUESTION, NEVER_STALE],
    kill: 'request',
  },
  {
    name: 'the receipt is repeated when in doubt (killed)',
    edits: [edit('moves/settle.ts', ", { prefer: 'silence' })", ')')],
    kill: 'the message arrives after the death',
  },
]
