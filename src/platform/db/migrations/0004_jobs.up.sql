-- state: 0 waiting, 1 running, 2 done, 3 dead (all tries failed)
create table posthouse.jobs (
  id bigint generated always as identity primary key,
  bot text not null,
  name text not null,
  key text,
  input text not null,
  state smallint not null default 0,
  attempts smallint not null default 0,
  run_at timestamptz not null,
  owner text,
  until timestamptz,
  created_at timestamptz not null,
  done_at timestamptz,
  error text
);
create index jobs_due on posthouse.jobs (run_at, id) where state = 0;
create index jobs_running on posthouse.jobs (until) where state = 1;
create index jobs_dead on posthouse.jobs (bot, id) where state = 3;
create index jobs_done_at on posthouse.jobs (done_at) where state = 2;
-- A key names work that must not be queued twice while it waits or runs.
create unique index jobs_key on posthouse.jobs (bot, name, key) where state < 2;

create table posthouse.schedules (
  bot text not null,
  name text not null,
  next_at timestamptz not null,
  primary key (bot, name)
);
