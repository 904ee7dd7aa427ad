-- A receipt that its payee wants at the pull request. posting_at is committed before the comment leaves: from then on it is looked for, and never sent again.
create table bounty.public_receipts (
  assignment_id bigint primary key references bounty.assignments (id),
  state text not null check (state in ('wanted', 'posting', 'posted', 'refused', 'left')),
  asked_at timestamptz not null,
  posting_at timestamptz,
  looks integer not null default 0,
  comment_id bigint
);
