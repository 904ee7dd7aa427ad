drop table bounty.disputes;
alter table bounty.assignments drop column decided_by, drop column decided_at;
