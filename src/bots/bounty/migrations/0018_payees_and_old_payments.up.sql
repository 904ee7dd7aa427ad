-- paged_at: when the admins were last told that the payment grows old.
alter table bounty.payments add column paged_at timestamptz;

-- What the last comparison of the books found: one row, for the metrics of every process.
create table bounty.books (
  only_one boolean primary key default true check (only_one),
  checked_at timestamptz not null,
  drift_cents bigint not null
);

-- Where a person is paid, for a receiver that has accounts of its own.
create table bounty.payees (
  person_id bigint primary key references posthouse.people (id),
  account text not null check (account ~ '^acct_[A-Za-z0-9]{8,64}$'),
  set_at timestamptz not null
);

-- destination: the payee's account as it was when the first request left; every repetition goes there and nowhere else.
alter table bounty.payments add column destination text;
create function bounty.destination_stays() returns trigger language plpgsql as $$
begin
  if old.first_sent_at is not null and old.destination is distinct from new.destination then
    raise exception 'payment % goes where it was first sent', old.id;
  end if;
  return new;
end $$;
create trigger payments_destination before update on bounty.payments for each row execute function bounty.destination_stays();
