-- One person, one GitHub account, both ways; by GitHub's numeric id, because logins are renamed and reused.
create table bounty.github_accounts (
  person_id bigint primary key references posthouse.people (id),
  github_id bigint not null,
  login text not null,
  linked_at timestamptz not null,
  constraint github_accounts_github_id unique (github_id)
);
