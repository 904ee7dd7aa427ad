drop trigger assignments_shares on bounty.assignments;
drop function bounty.shares_are_whole();
alter table bounty.assignments
  drop constraint assignments_share,
  drop column share_of,
  drop column share_cents;
drop table bounty.questions;
