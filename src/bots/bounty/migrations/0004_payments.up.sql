-- body is kept as the bytes that are sent: every retry of a key carries exactly the same.
create table bounty.payments (
  id bigint generated always as identity primary key,
  user_id bigint not null references posthouse.people (id),
  assignment_id bigint not null references bounty.assignments (id),
  amount_cents bigint not null check (amount_cents between 1 and 100000000),
  currency text not null,
  status text not null check (status in ('ready', 'not_configured', 'sending', 'unknown', 'manual', 'paid')),
  payout_id text,
  idempotency_key text not null,
  body text not null,
  attempts integer not null default 0,
  reason text,
  told_unknown boolean not null default false,
  created_at timestamptz not null,
  first_sent_at timestamptz,
  last_sent_at timestamptz,
  paid_at timestamptz,
  constraint payments_once_per_assignment unique (assignment_id),
  constraint payments_key unique (idempotency_key),
  constraint payments_receipt check (status <> 'paid' or payout_id is not null)
);
create index payments_unsettled on bounty.payments (status, id) where status <> 'paid';
