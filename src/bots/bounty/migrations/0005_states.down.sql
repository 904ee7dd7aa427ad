-- What only the newer version knows becomes what the older one can live with: money in doubt stays approved, what is over is dropped.
update bounty.assignments set status = 'approved' where status in ('payable', 'held');
update bounty.assignments set status = 'paid' where status = 'clawed_back';
update bounty.assignments set status = 'dropped' where status in ('expired', 'rejected', 'cancelled');
alter table bounty.assignments drop constraint assignments_status_check;
alter table bounty.assignments add constraint assignments_status_check
  check (status in ('active', 'verifying', 'waiting_merge', 'review', 'approved', 'paid', 'dropped'));
drop index bounty.assignments_once_per_person;
create unique index assignments_once_per_person on bounty.assignments (task_id, user_id) where status <> 'dropped';
drop index bounty.assignments_pull_request;
create unique index assignments_pull_request on bounty.assignments (pr_repo_id, pr_number)
  where status in ('verifying', 'waiting_merge', 'review', 'approved', 'paid');
drop index bounty.assignments_held;
create index assignments_held on bounty.assignments (user_id, id) where status <> 'dropped';
drop index bounty.assignments_open;
create index assignments_open on bounty.assignments (status, id) where status in ('active', 'verifying', 'waiting_merge', 'review', 'approved');
