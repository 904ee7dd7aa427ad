drop trigger changed on posthouse.roles;
drop trigger changed on posthouse.people;
drop function posthouse.people_changed();
drop table posthouse.people_version;
alter table posthouse.outbox reset (autovacuum_vacuum_scale_factor, autovacuum_vacuum_threshold);
alter table posthouse.lanes reset (autovacuum_vacuum_scale_factor, autovacuum_vacuum_threshold);
alter table posthouse.chat_queue reset (autovacuum_vacuum_scale_factor, autovacuum_vacuum_threshold);
update posthouse.lanes set owner = null;
alter table posthouse.lanes add column until timestamptz;
-- What was carried goes into its chat's lane, as nobody looks for it otherwise.
insert into posthouse.lanes (bot, chat, priority, next_at)
  select bot, chat, min(priority), now() from posthouse.outbox where owner is not null and state < 2 group by bot, chat
  on conflict (bot, chat) do nothing;
alter table posthouse.outbox drop column owner;
drop table posthouse.senders;
alter table posthouse.sessions reset (fillfactor);
drop index posthouse.inbox_done_at;
create index inbox_done_at on posthouse.inbox (done_at) where state = 1;
create index outbox_done_at on posthouse.outbox (done_at) where state = 2;
