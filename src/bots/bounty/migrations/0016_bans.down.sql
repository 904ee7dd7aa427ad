drop table bounty.bans;
