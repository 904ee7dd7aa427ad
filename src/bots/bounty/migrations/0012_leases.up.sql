-- A take is a lease: it ends at due_at while the person works, and stands still from frozen_at while a submission waits.
-- nudged: how many of the two reminders are done with. rejects counts since rejects_since, for the limit of a day.
alter table bounty.assignments
  add column frozen_at timestamptz,
  add column nudged integer not null default 0,
  add column rejects integer not null default 0,
  add column rejects_since timestamptz;
update bounty.assignments set frozen_at = coalesce(submitted_at, taken_at)
  where status in ('verifying', 'waiting_merge', 'review');
create index assignments_due on bounty.assignments (due_at) where status = 'active';
create index assignments_expired on bounty.assignments (user_id, task_id, ended_at) where status = 'expired';

-- Who wants to hear of a free task; told once, in the order of asking.
create table bounty.waiters (
  person_id bigint primary key references posthouse.people (id),
  chat bigint not null,
  asked_at timestamptz not null
);
create index waiters_in_order on bounty.waiters (asked_at, person_id);
