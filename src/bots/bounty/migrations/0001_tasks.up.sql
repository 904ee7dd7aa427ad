-- status: draft → open ⇄ paused, then closing (somebody still works on it) → closed; discarded drafts are gone.
-- taken counts the assignments that hold a slot, under this row's lock: the check is what stops the fiftieth hand.
create table bounty.tasks (
  id bigint generated always as identity primary key,
  title text not null,
  text text not null,
  requirement text not null default 'merged_pull_request',
  status text not null check (status in ('draft', 'open', 'paused', 'closing', 'closed', 'discarded')),
  reward_cents bigint not null check (reward_cents between 1 and 100000000),
  currency text not null default 'USD' check (currency ~ '^[A-Z]{3}$'),
  slots integer not null check (slots between 1 and 1000),
  taken integer not null default 0,
  repo_id bigint,
  repo_name text not null,
  branches text not null default '',
  hours integer not null check (hours between 1 and 8760),
  created_by bigint not null references posthouse.people (id),
  created_at timestamptz not null,
  published_at timestamptz,
  closed_at timestamptz,
  constraint tasks_slots check (taken between 0 and slots),
  constraint tasks_published check (status in ('draft', 'discarded') or (repo_id is not null and branches <> '' and published_at is not null))
);
create index tasks_free on bounty.tasks (id) where status = 'open' and taken < slots;

-- What people searched for, so that the page buttons of a list need to carry no more than a number.
create table bounty.searches (
  id bigint generated always as identity primary key,
  words text not null,
  least_cents bigint not null,
  constraint searches_once unique (words, least_cents)
);
