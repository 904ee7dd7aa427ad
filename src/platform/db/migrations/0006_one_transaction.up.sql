-- Delivered rows are deleted: the outbox holds what is still to be done, and what went wrong.
delete from posthouse.outbox where state = 2;
drop index posthouse.outbox_done_at;

-- Rows are finished in the order in which they come, so a summary per block is enough to find the old ones.
drop index posthouse.inbox_done_at;
create index inbox_done_at on posthouse.inbox using brin (done_at);

-- A session is written at almost every update: with room in its page the new version needs no new index entries.
alter table posthouse.sessions set (fillfactor = 60);

-- Who sends. A sender that is not seen any more is gone; what it had comes free.
create table posthouse.senders (
  owner text primary key,
  seen_at timestamptz not null
);

-- The sender that has a message in its memory and carries it; null when it waits in its chat's lane.
alter table posthouse.outbox add column owner text;
-- A lane is for what nobody carries. It is owned for as long as its owner is seen.
update posthouse.lanes set owner = null;
alter table posthouse.lanes drop column until;

-- Small tables whose rows live for milliseconds.
alter table posthouse.chat_queue set (autovacuum_vacuum_scale_factor = 0, autovacuum_vacuum_threshold = 5000);
alter table posthouse.lanes set (autovacuum_vacuum_scale_factor = 0, autovacuum_vacuum_threshold = 5000);
alter table posthouse.outbox set (autovacuum_vacuum_scale_factor = 0, autovacuum_vacuum_threshold = 20000);
