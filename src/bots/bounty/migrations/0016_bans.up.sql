-- Who may not take, submit or dispute; what was approved before stays owed.
create table bounty.bans (
  person_id bigint primary key references posthouse.people (id),
  reason text not null,
  banned_by bigint not null references posthouse.people (id),
  banned_at timestamptz not null
);
