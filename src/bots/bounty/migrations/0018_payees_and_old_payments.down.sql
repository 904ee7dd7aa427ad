drop trigger payments_destination on bounty.payments;
drop function bounty.destination_stays();
alter table bounty.payments drop column destination;
drop table bounty.payees;
drop table bounty.books;
alter table bounty.payments drop column paged_at;
