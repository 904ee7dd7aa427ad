-- Nothing here is unique on purpose: what is applied twice has to show.
create table counting.applied (
  id bigint generated always as identity primary key,
  bot text not null,
  chat bigint not null,
  seq integer not null
);
create table counting.counters (
  bot text not null,
  chat bigint not null,
  value integer not null,
  primary key (bot, chat)
);
create table counting.milestones (
  bot text not null,
  chat bigint not null,
  value integer not null
);
-- Rows that all chats of all bots count on, in whatever order they come.
create table counting.shared (
  name integer primary key,
  value integer not null
);
insert into counting.shared values (0, 0), (1, 0), (2, 0);
