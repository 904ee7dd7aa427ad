-- decided_*: the last decision against the claimant, by a rule (no person) or by an admin, who may not judge a dispute of it.
alter table bounty.assignments
  add column decided_by bigint references posthouse.people (id),
  add column decided_at timestamptz;

-- was: what the take was when it was disputed. One dispute for each submission, so that a refusal is not asked about for ever.
create table bounty.disputes (
  id bigint generated always as identity primary key,
  assignment_id bigint not null references bounty.assignments (id),
  submission integer not null,
  was text not null check (was in ('active', 'expired', 'held')),
  words text not null,
  opened_at timestamptz not null,
  answer_by timestamptz not null,
  outcome text check (outcome in ('upheld', 'refused', 'withdrawn')),
  closed_by bigint references posthouse.people (id),
  closed_at timestamptz,
  constraint disputes_once unique (assignment_id, submission, was),
  constraint disputes_closed check ((outcome is null) = (closed_at is null))
);
create unique index disputes_open on bounty.disputes (assignment_id) where closed_at is null;
