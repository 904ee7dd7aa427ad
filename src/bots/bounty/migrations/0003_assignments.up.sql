-- chat: where the claimant is told. submission counts the attempts, so that a check of an older one changes nothing.
create table bounty.assignments (
  id bigint generated always as identity primary key,
  user_id bigint not null references posthouse.people (id),
  task_id bigint not null references bounty.tasks (id),
  chat bigint not null,
  status text not null check (status in ('active', 'verifying', 'waiting_merge', 'review', 'approved', 'paid', 'dropped')),
  taken_at timestamptz not null,
  due_at timestamptz not null,
  evidence_url text,
  submission integer not null default 0,
  submitted_at timestamptz,
  pr_name text,
  pr_number integer,
  pr_repo_id bigint,
  head_sha text,
  reason text,
  detail text,
  checks integer not null default 0,
  misses integer not null default 0,
  silences integer not null default 0,
  silent_since timestamptz,
  checked_at timestamptz,
  next_check_at timestamptz,
  verified_by text,
  verified_at timestamptz,
  ended_at timestamptz
);
create unique index assignments_once_per_person on bounty.assignments (task_id, user_id) where status <> 'dropped';
create unique index assignments_pull_request on bounty.assignments (pr_repo_id, pr_number)
  where status in ('verifying', 'waiting_merge', 'review', 'approved', 'paid');
create index assignments_held on bounty.assignments (user_id, id) where status <> 'dropped';
create index assignments_open on bounty.assignments (status, id) where status in ('active', 'verifying', 'waiting_merge', 'review', 'approved');
