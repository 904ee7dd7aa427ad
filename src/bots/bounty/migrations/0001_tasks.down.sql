drop table bounty.searches;
drop table bounty.tasks;
