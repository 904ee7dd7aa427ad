alter table bounty.assignments drop column seen_repo_id;
