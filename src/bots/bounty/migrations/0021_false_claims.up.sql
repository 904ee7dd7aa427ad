-- A submitted pull request of which GitHub says that somebody else opened it. What a dispute or an admin took back counts no more.
create table bounty.false_claims (
  id bigint generated always as identity primary key,
  person_id bigint not null references posthouse.people (id),
  assignment_id bigint not null references bounty.assignments (id),
  submission integer not null,
  pull text not null,
  author_login text not null,
  at timestamptz not null,
  lifted_at timestamptz,
  constraint false_claims_once unique (assignment_id, submission)
);
create index false_claims_person on bounty.false_claims (person_id, at) where lifted_at is null;
