drop table bounty.public_receipts;
