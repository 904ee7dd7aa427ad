-- A payment's key, bytes, amount and payee are frozen when it is made; what is over stays over; what has left the house never
-- becomes unsent again. payments.ts decides; this refuses whatever goes around it.
alter table bounty.payments drop constraint payments_status_check;
alter table bounty.payments add constraint payments_status_check check (status in (
  'created', 'needs_2nd', 'ready', 'not_configured', 'blocked_payee',
  'sending', 'accepted', 'unknown', 'manual', 'paid', 'failed', 'voided', 'reversed'));
alter table bounty.payments add column seq integer not null default 1;
alter table bounty.payments add column approvals_needed integer not null default 0 check (approvals_needed between 0 and 2);
alter table bounty.payments add column due_at timestamptz;
alter table bounty.payments add column receiver text;
alter table bounty.payments drop constraint payments_once_per_assignment;
alter table bounty.payments add constraint payments_seq unique (assignment_id, seq);
create unique index payments_one_live on bounty.payments (assignment_id) where status not in ('voided', 'failed');
drop index bounty.payments_unsettled;
create index payments_unsettled on bounty.payments (status, id) where status not in ('paid', 'failed', 'voided', 'reversed');
create index payments_user_sent on bounty.payments (user_id, first_sent_at);
create index payments_sent on bounty.payments (first_sent_at);

create function bounty.payment_stays() returns trigger language plpgsql as $$
begin
  if (old.user_id, old.assignment_id, old.seq, old.amount_cents, old.currency, old.idempotency_key, old.body)
     is distinct from (new.user_id, new.assignment_id, new.seq, new.amount_cents, new.currency, new.idempotency_key, new.body) then
    raise exception 'what payment % promises cannot change', old.id;
  end if;
  if old.status <> new.status and (
       old.status in ('failed', 'voided', 'reversed')
       or (old.status = 'paid' and new.status <> 'reversed')
       or (old.first_sent_at is not null and new.status in ('created', 'needs_2nd', 'ready', 'not_configured', 'blocked_payee', 'voided'))) then
    raise exception 'payment % cannot go from % to %', old.id, old.status, new.status;
  end if;
  return new;
end $$;
create trigger payments_stay before update on bounty.payments for each row execute function bounty.payment_stays();

-- One row is committed before each request leaves; its time is the one that is signed.
create table bounty.payment_attempts (
  payment_id bigint not null references bounty.payments (id),
  n integer not null,
  at timestamptz not null,
  ended_at timestamptz,
  outcome text,
  primary key (payment_id, n)
);

-- Who agreed that a payment may leave, and who said what became of one that nobody can look up.
create table bounty.payment_approvals (
  payment_id bigint not null references bounty.payments (id),
  person_id bigint not null references posthouse.people (id),
  at timestamptz not null,
  primary key (payment_id, person_id)
);
create table bounty.payment_verdicts (
  payment_id bigint not null references bounty.payments (id),
  person_id bigint not null references posthouse.people (id),
  at timestamptz not null,
  verdict text not null check (verdict in ('paid', 'failed')),
  payout_id text,
  evidence text not null,
  primary key (payment_id, person_id),
  check (verdict = 'failed' or payout_id is not null)
);

-- One row, if anybody has ever turned it.
create table bounty.payout_switch (
  only_one boolean primary key default true check (only_one),
  is_on boolean not null,
  reason text not null,
  changed_at timestamptz not null
);
