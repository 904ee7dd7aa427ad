-- For as long as it stays the same, no other process has written a session; null when one may have.
create sequence posthouse.eras;
alter table posthouse.senders add column era bigint;
