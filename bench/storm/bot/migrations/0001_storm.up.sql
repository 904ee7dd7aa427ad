-- Nothing here is unique on purpose: what is applied twice has to show.
create table storm.applied (
  id bigint generated always as identity primary key,
  bot text not null,
  chat bigint not null,
  mark text not null,
  kind text not null
);
create table storm.counters (
  bot text not null,
  chat bigint not null,
  value integer not null default 0,
  presses integer not null default 0,
  primary key (bot, chat)
);
create table storm.milestones (
  bot text not null,
  chat bigint not null,
  value integer not null
);
-- Rows that all chats of all bots count on.
create table storm.shared (
  name integer primary key,
  value integer not null
);
insert into storm.shared values (0, 0), (1, 0), (2, 0);
