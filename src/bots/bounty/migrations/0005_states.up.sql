-- All that can become of a take: payable and held lie between approval and money; the last five are over for good, as is paid but for a claw-back.
alter table bounty.assignments drop constraint assignments_status_check;
alter table bounty.assignments add constraint assignments_status_check check (status in (
  'active', 'verifying', 'waiting_merge', 'review', 'approved', 'payable', 'held', 'paid',
  'dropped', 'expired', 'rejected', 'cancelled', 'clawed_back'));

drop index bounty.assignments_once_per_person;
create unique index assignments_once_per_person on bounty.assignments (task_id, user_id)
  where status not in ('dropped', 'expired', 'cancelled');
drop index bounty.assignments_pull_request;
create unique index assignments_pull_request on bounty.assignments (pr_repo_id, pr_number)
  where status in ('verifying', 'waiting_merge', 'review', 'approved', 'payable', 'held', 'paid', 'clawed_back');
drop index bounty.assignments_held;
create index assignments_held on bounty.assignments (user_id, id) where status not in ('dropped', 'expired', 'cancelled');
drop index bounty.assignments_open;
create index assignments_open on bounty.assignments (status, id)
  where status in ('active', 'verifying', 'waiting_merge', 'review', 'approved', 'payable', 'held');
