drop table bounty.payments;
