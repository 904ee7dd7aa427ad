drop table bounty.false_claims;
