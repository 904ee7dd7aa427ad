import type { Generated, Insertable, Selectable } from 'kysely'
import type { Db } from '#platform/bot.ts'
import type { PaymentStatus } from '../payments.ts'

export type TaskStatus = 'draft' | 'open' | 'paused' | 'closing' | 'closed' | 'discarded'
export type AssignmentStatus =
  | 'active'
  | 'verifying'
  | 'waiting_merge'
  | 'review'
  | 'approved'
  | 'payable'
  | 'held'
  | 'paid'
  | 'dropped'
  | 'expired'
  | 'rejected'
  | 'cancelled'
  | 'clawed_back'
export type LinkRule = 'off' | 'wanted' | 'required'

type TaskColumns = {
  id: Generated<number>
  title: string
  text: string
  requirement: Generated<string>
  status: TaskStatus
  reward_cents: number
  currency: Generated<string>
  slots: number
  taken: Generated<number>
  repo_id: number | null
  repo_name: string
  /** Separated by spaces, which no branch name can contain; '' until the repository is known. */
  branches: string
  /** The issue that the pull request has to close, by `link_rule`. */
  issue_number: number | null
  link_rule: Generated<LinkRule>
  least_lines: Generated<number>
  /** Whoever wrote the pull request may merge it, too. */
  allow_self_merge: Generated<boolean>
  hours: number
  created_by: number
  created_at: Date
  published_at: Date | null
  closed_at: Date | null
}

type AssignmentColumns = {
  id: Generated<number>
  user_id: number
  task_id: number
  chat: number
  status: AssignmentStatus
  taken_at: Date
  due_at: Date
  evidence_url: string | null
  submission: Generated<number>
  submitted_at: Date | null
  pr_name: string | null
  pr_number: number | null
  pr_repo_id: number | null
  /** Where GitHub says that a refused pull request is; claims nothing. */
  seen_repo_id: Generated<number | null>
  head_sha: string | null
  reason: string | null
  detail: string | null
  checks: Generated<number>
  misses: Generated<number>
  silences: Generated<number>
  silent_since: Date | null
  checked_at: Date | null
  next_check_at: Date | null
  verified_by: string | null
  verified_at: Date | null
  ended_at: Date | null
  /** When GitHub last said that something happened there. */
  poked_at: Date | null
  pr_title: string | null
  base_ref: string | null
  merge_sha: string | null
  merged_at: Date | null
  /** By its own author. */
  self_merged: Generated<boolean>
  reverts_checked_at: Date | null
  /** Since when a payment waits for a fresh look at the branch. */
  reverts_wanted_at: Generated<Date | null>
  /** Commits that admins were told of, with spaces between them. */
  reverts_told: Generated<string>
  /** JSON: what was found when the work was said to have landed another way. */
  landed: string | null
  frozen_at: Generated<Date | null>
  nudged: Generated<number>
  rejects: Generated<number>
  rejects_since: Generated<Date | null>
  decided_by: Generated<number | null>
  decided_at: Generated<Date | null>
  /** The assignment whose reward this is a share of; it has the slot. */
  share_of: Generated<number | null>
  /** What this one gets when the reward was divided; null when it is the whole. */
  share_cents: Generated<number | null>
}

type AccountColumns = {
  person_id: number
  github_id: number
  login: string
  linked_at: Date
  proof: 'stated' | 'device' | 'gist' | 'pull_request' | 'admin'
  proven_at: Date | null
  /** When GitHub made the account; null until GitHub was asked. */
  github_created_at: Generated<Date | null>
}

type ProofColumns = {
  id: Generated<number>
  person_id: number
  chat: number
  road: 'device' | 'gist'
  interval_seconds: Generated<number>
  checks: Generated<number>
  started_at: Date
  expires_at: Date
  looked_at: Generated<Date | null>
  words: Generated<string | null>
  github_id: Generated<number | null>
  login: Generated<string | null>
  github_created_at: Generated<Date | null>
}

export type DisputeOutcome = 'upheld' | 'refused' | 'withdrawn'

type DisputeColumns = {
  id: Generated<number>
  assignment_id: number
  submission: number
  was: 'active' | 'expired' | 'held'
  words: string
  opened_at: Date
  answer_by: Date
  outcome: Generated<DisputeOutcome | null>
  closed_by: Generated<number | null>
  closed_at: Generated<Date | null>
}

type FalseClaimColumns = {
  id: Generated<number>
  person_id: number
  assignment_id: number
  submission: number
  pull: string
  author_login: string
  at: Date
  /** When it stopped to count: an admin agreed with a dispute, or forgave. */
  lifted_at: Generated<Date | null>
}

type PaymentColumns = {
  id: Generated<number>
  user_id: number
  assignment_id: number
  amount_cents: number
  currency: string
  status: PaymentStatus
  payout_id: string | null
  idempotency_key: string
  body: string
  attempts: Generated<number>
  reason: string | null
  told_unknown: Generated<boolean>
  seq: Generated<number>
  approvals_needed: Generated<number>
  /** Not sent before this. */
  due_at: Date | null
  /** Which receiver every request of it went to. */
  receiver: string | null
  created_at: Date
  first_sent_at: Date | null
  last_sent_at: Date | null
  paid_at: Date | null
  /** The payee's account at the receiver, as it was when the first request left. */
  destination: Generated<string | null>
  /** Since when it waits because payouts ran in shadow; it is not sent before an admin has released it. */
  shadowed_at: Generated<Date | null>
  /** When the admins were last told that it grows old. */
  paged_at: Generated<Date | null>
}

type TransferColumns = { id: Generated<number>; at: Date; kind: string; subject: string }
type EntryColumns = { transfer_id: number; account: string; currency: string; cents: number }
type BalanceColumns = { account: string; currency: string; cents: number }

/** `outcome` is null while it is under way, and for ever when the process ended with it. */
type AttemptColumns = { payment_id: number; n: number; at: Date; ended_at: Date | null; outcome: string | null }
type ApprovalColumns = { payment_id: number; person_id: number; at: Date }
type VerdictColumns = {
  payment_id: number
  person_id: number
  at: Date
  verdict: 'paid' | 'failed'
  payout_id: string | null
  evidence: string
}
type SwitchColumns = {
  only_one: Generated<boolean>
  is_on: boolean
  reason: string
  changed_at: Date
  /** The admins know that payments from shadow wait for them. */
  shadow_told: Generated<boolean>
}

/** `left`: whether it was written could not be found out, and it is not tried again. */
export type ReceiptState = 'wanted' | 'posting' | 'posted' | 'refused' | 'left'

type PublicReceiptColumns = {
  assignment_id: number
  state: ReceiptState
  asked_at: Date
  posting_at: Generated<Date | null>
  /** How often it was looked for since. */
  looks: Generated<number>
  comment_id: Generated<number | null>
}

export type Tables = {
  public_receipts: PublicReceiptColumns
  tasks: TaskColumns
  searches: { id: Generated<number>; words: string; least_cents: number }
  github_accounts: AccountColumns
  proofs: ProofColumns
  assignments: AssignmentColumns
  payments: PaymentColumns
  github_answers: { asked: string; etag: string; body: string; seen_at: Date }
  github_tokens: {
    token: string
    full_at: Date
    paused_until: Date | null
    strikes: Generated<number>
    alarmed_at: Date | null
  }
  github_turns: { token: string; what: string; at: Date }
  waiters: { person_id: number; chat: number; asked_at: Date }
  disputes: DisputeColumns
  questions: { id: Generated<number>; person_id: number; what: string; detail: string; asked_at: Date }
  false_claims: FalseClaimColumns
  trusted: { person_id: number; trusted_by: number; trusted_at: Date }
  bans: { person_id: number; reason: string; banned_by: number; banned_at: Date }
  payment_attempts: AttemptColumns
  payment_approvals: ApprovalColumns
  payment_verdicts: VerdictColumns
  payout_switch: SwitchColumns
  transfers: TransferColumns
  entries: EntryColumns
  balances: BalanceColumns
  payees: {
    person_id: number
    account: Generated<string | null>
    /** When the account was named. */
    set_at: Generated<Date | null>
    country: Generated<string | null>
    form_on_file: Generated<boolean>
  }
  books: { only_one: Generated<boolean>; checked_at: Date; drift_cents: number }
}

export type Task = Selectable<TaskColumns>
export type NewTask = Insertable<TaskColumns>
export type Account = Selectable<Tables['github_accounts']>
export type Assignment = Selectable<AssignmentColumns>
export type Dispute = Selectable<DisputeColumns>
export type Payee = Selectable<Tables['payees']>
export type FalseClaim = Selectable<FalseClaimColumns>
export type BalanceOf = Selectable<BalanceColumns>
export type Ban = Selectable<Tables['bans']>
export type Proof = Selectable<ProofColumns>
export type PublicReceipt = Selectable<PublicReceiptColumns>
export type Payment = Selectable<PaymentColumns>

/** The bot's own tables, typed. */
export const tables = (db: Db) => db.withTables<Tables>().withSchema('bounty')
