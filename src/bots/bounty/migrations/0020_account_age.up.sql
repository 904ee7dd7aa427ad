-- When GitHub made the account; unknown where it was linked before this was kept, or by a gist, until GitHub is asked.
alter table bounty.github_accounts add column github_created_at timestamptz;
alter table bounty.proofs add column github_created_at timestamptz;

-- Whom an admin lets pass the rules for newcomers.
create table bounty.trusted (
  person_id bigint primary key references posthouse.people (id),
  trusted_by bigint not null references posthouse.people (id),
  trusted_at timestamptz not null
);
