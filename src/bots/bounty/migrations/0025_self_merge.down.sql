alter table bounty.assignments drop column self_merged;
alter table bounty.tasks drop column allow_self_merge;
