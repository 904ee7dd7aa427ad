-- proof: how it is known that the account is this person's; a login that was only stated has none.
alter table bounty.github_accounts
  add column proof text not null default 'stated' check (proof in ('stated', 'device', 'gist', 'pull_request', 'admin')),
  add column proven_at timestamptz,
  add constraint github_accounts_proven check ((proof = 'stated') = (proven_at is null));

-- A proof on its way: one for each person, a new one takes the old one's place.
create table bounty.proofs (
  id bigint generated always as identity primary key,
  person_id bigint not null references posthouse.people (id),
  chat bigint not null,
  road text not null check (road in ('device', 'gist')),
  interval_seconds integer not null default 5,
  checks integer not null default 0,
  started_at timestamptz not null,
  expires_at timestamptz not null,
  looked_at timestamptz,
  words text,
  github_id bigint,
  login text,
  constraint proofs_one_each unique (person_id)
);
