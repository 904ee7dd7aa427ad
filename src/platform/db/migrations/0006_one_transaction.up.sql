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

-- Grows when somebody whom we know already changes: who remembers people looks here whether that is still so.
create table posthouse.people_version (one boolean primary key default true check (one), n bigint not null);
create function posthouse.people_changed() returns trigger language plpgsql as $function$
begin
  insert into posthouse.people_version (n) values (1) on conflict (one) do update set n = people_version.n + 1;
  return null;
end
$function$;
create trigger changed after update or delete on posthouse.people for each row execute function posthouse.people_changed();
create trigger changed after insert or update or delete on posthouse.roles for each row execute function posthouse.people_changed();
