drop table bounty.trusted;
alter table bounty.proofs drop column github_created_at;
alter table bounty.github_accounts drop column github_created_at;
