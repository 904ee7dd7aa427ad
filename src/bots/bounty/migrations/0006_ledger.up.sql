-- Double entry. A transfer is never changed: what was wrong is put right by another one. An account's balance is the sum of its
-- entries, kept beside them so that its limit is checked under one row's lock. Sources (funded, reversal) are never above zero,
-- all others never below: nobody can promise money that is not there.
create table bounty.transfers (
  id bigint generated always as identity primary key,
  at timestamptz not null,
  kind text not null check (kind in ('opening', 'fund', 'publish', 'close', 'approve', 'void', 'send', 'paid', 'failed', 'reverse')),
  subject text not null
);

create table bounty.entries (
  transfer_id bigint not null references bounty.transfers (id),
  account text not null check (account ~ '^(funded|budget:available|held:[0-9]+|payable:[0-9]+|in_flight|paid_out|reversal)$'),
  currency text not null check (currency ~ '^[A-Z]{3}$'),
  cents bigint not null check (cents <> 0),
  primary key (transfer_id, account, currency)
);
create index entries_account on bounty.entries (account, transfer_id);

create table bounty.balances (
  account text not null,
  currency text not null,
  cents bigint not null,
  primary key (account, currency),
  constraint balances_limit check (case when account in ('funded', 'reversal') then cents <= 0 else cents >= 0 end)
);

create function bounty.keep_balance() returns trigger language plpgsql as $$
begin
  insert into bounty.balances values (new.account, new.currency, 0) on conflict do nothing;
  update bounty.balances set cents = cents + new.cents where account = new.account and currency = new.currency;
  return null;
end $$;
create trigger entries_balance after insert on bounty.entries for each row execute function bounty.keep_balance();

create function bounty.must_sum_to_zero() returns trigger language plpgsql as $$
begin
  if exists (select from bounty.entries where transfer_id = new.transfer_id group by currency having sum(cents) <> 0) then
    raise exception 'the entries of transfer % do not sum to 0', new.transfer_id;
  end if;
  return null;
end $$;
create constraint trigger entries_sum after insert on bounty.entries deferrable initially deferred
  for each row execute function bounty.must_sum_to_zero();

create function bounty.is_written() returns trigger language plpgsql as $$
begin
  raise exception 'bounty.% is only added to', tg_table_name;
end $$;
create trigger transfers_written before update or delete on bounty.transfers for each row execute function bounty.is_written();
create trigger entries_written before update or delete on bounty.entries for each row execute function bounty.is_written();

-- What was promised and paid before there was a ledger is opened as it stands, so that it can be finished.
create temporary table standing on commit drop as
  select account, currency, sum(cents)::bigint as cents from (
    select 'held:' || t.id as account, t.currency,
      t.reward_cents * (t.slots - (select count(*) from bounty.assignments a where a.task_id = t.id and a.status in ('approved', 'payable', 'held', 'paid', 'clawed_back'))) as cents
    from bounty.tasks t where t.status in ('open', 'paused', 'closing')
    union all
    select case when p.status in ('ready', 'not_configured') then 'payable:' || p.user_id when p.status = 'paid' then 'paid_out' else 'in_flight' end, p.currency, p.amount_cents
    from bounty.payments p
  ) found group by account, currency having sum(cents) > 0;
if exists (select from standing) then
  with opened as (insert into bounty.transfers (at, kind, subject) values (now(), 'opening', 'ledger') returning id)
  insert into bounty.entries
    select opened.id, account, currency, cents from opened, standing
    union all
    select opened.id, 'funded', currency, -sum(cents) from opened, standing group by opened.id, currency;
end if;
drop table standing;
