-- Delivered rows are deleted: the outbox holds what is still to be done, and what went wrong.
delete from posthouse.outbox where state = 2;
drop index posthouse.outbox_done_at;

-- Rows are finished in the order in which they come, so a summary per block is enough to find the old ones.
drop index posthouse.inbox_done_at;
create index inbox_done_at on posthouse.inbox using brin (done_at);

-- A session is written at almost every update: with room in its page the new version needs no new index entries.
alter table posthouse.sessions set (fillfactor = 60);
-- Small tables whose rows live for milliseconds.
alter table posthouse.chat_queue set (autovacuum_vacuum_scale_factor = 0, autovacuum_vacuum_threshold = 5000);
alter table posthouse.lanes set (autovacuum_vacuum_scale_factor = 0, autovacuum_vacuum_threshold = 5000);
alter table posthouse.outbox set (autovacuum_vacuum_scale_factor = 0, autovacuum_vacuum_threshold = 20000);

-- Every write to a lane gives it a version that no lane has had, and keeps the one before: who has seen that one knows
-- all that is in the lane.
create sequence posthouse.lane_versions;
alter table posthouse.lanes add column prev bigint not null default 0, alter column ver drop default;
perform setval('posthouse.lane_versions', (select coalesce(max(ver), 1) from posthouse.lanes));

-- Who sends: the bot's allowance at Telegram is shared between them.
create table posthouse.senders (
  owner text primary key,
  seen_at timestamptz not null
);
