alter table bounty.tasks drop column search;
