-- Where GitHub says that a refused pull request is: an admin who approves it all the same claims that one, not the task's.
alter table bounty.assignments add column seen_repo_id bigint;
