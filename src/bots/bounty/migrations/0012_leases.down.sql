drop table bounty.waiters;
drop index bounty.assignments_expired;
drop index bounty.assignments_due;
alter table bounty.assignments
  drop column frozen_at,
  drop column nudged,
  drop column rejects,
  drop column rejects_since;
