-- issue_number, link_rule: must GitHub name the pull request as one that closes the task's issue? least_lines: added and deleted together.
alter table bounty.tasks add column issue_number integer check (issue_number >= 1);
alter table bounty.tasks add column link_rule text not null default 'off' check (link_rule in ('off', 'wanted', 'required'));
alter table bounty.tasks add column least_lines integer not null default 1 check (least_lines >= 0);
alter table bounty.tasks add constraint tasks_link check (link_rule = 'off' or issue_number is not null);

-- poked_at: GitHub said that something happened there. landed: what an admin is shown when the work is said to have landed another way.
alter table bounty.assignments add column poked_at timestamptz;
alter table bounty.assignments add column base_ref text;
alter table bounty.assignments add column merge_sha text;
alter table bounty.assignments add column merged_at timestamptz;
alter table bounty.assignments add column pr_title text;
alter table bounty.assignments add column reverts_checked_at timestamptz;
alter table bounty.assignments add column landed text;

-- An answer of GitHub with its ETag: while nothing has changed, asking again costs nothing. asked: which token asked for what, and which of our readers understood it.
create table bounty.github_answers (
  asked text primary key,
  etag text not null,
  body text not null,
  seen_at timestamptz not null
);
create index github_answers_seen_at on bounty.github_answers (seen_at);

-- How fast a token may ask: full_at is when all that was asked is paid off at one question a second. Until paused_until nothing is asked.
create table bounty.github_tokens (
  token text primary key,
  full_at timestamptz not null,
  paused_until timestamptz,
  strikes integer not null default 0,
  alarmed_at timestamptz
);
create table bounty.github_turns (
  token text not null,
  what text not null,
  at timestamptz not null,
  primary key (token, what)
);
