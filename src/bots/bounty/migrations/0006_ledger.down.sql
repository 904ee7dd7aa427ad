drop table bounty.balances;
drop table bounty.entries;
drop table bounty.transfers;
drop function bounty.keep_balance();
drop function bounty.must_sum_to_zero();
drop function bounty.is_written();
