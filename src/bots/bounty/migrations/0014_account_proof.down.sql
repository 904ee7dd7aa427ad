drop table bounty.proofs;
alter table bounty.github_accounts
  drop constraint github_accounts_proven,
  drop column proven_at,
  drop column proof;
