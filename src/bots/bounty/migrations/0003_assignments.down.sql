drop table bounty.assignments;
