drop table bounty.github_accounts;
