-- state: 0 ready, 1 sending (only rows that prefer silence to a repeat), 2 sent, 3 failed, 4 perhaps sent
create table posthouse.outbox (
  id bigint generated always as identity primary key,
  bot text not null,
  chat bigint not null,
  priority smallint not null,
  method text not null,
  payload text not null,
  name text,
  follow_up text,
  follow_up_data text,
  prefer_silence boolean not null default false,
  state smallint not null default 0,
  attempts smallint not null default 0,
  created_at timestamptz not null,
  -- when the update came in that this answers
  answers timestamptz,
  done_at timestamptz,
  message_id bigint,
  error text
);
create index outbox_ready on posthouse.outbox (bot, chat, priority, id) where state < 2;
create index outbox_failed on posthouse.outbox (bot, id) where state > 2;
create index outbox_done_at on posthouse.outbox (done_at) where state = 2;

-- One row per chat that has something to send; a sender owns it until `until`.
create table posthouse.lanes (
  bot text not null,
  chat bigint not null,
  priority smallint not null,
  next_at timestamptz not null,
  owner text,
  until timestamptz,
  failures smallint not null default 0,
  ver bigint not null default 1,
  primary key (bot, chat)
);
create index lanes_next on posthouse.lanes (priority, next_at);

-- What a message that a handler named became at Telegram, both ways.
create table posthouse.named_messages (
  bot text not null,
  chat bigint not null,
  name text not null,
  message_id bigint not null,
  sent_at timestamptz not null,
  primary key (bot, chat, name)
);
create index named_messages_back on posthouse.named_messages (bot, chat, message_id);
