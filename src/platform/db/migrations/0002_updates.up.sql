-- state: 0 waiting, 1 done, 2 dead (three tries failed), 3 skipped by an operator
create table posthouse.inbox (
  seq bigint generated always as identity primary key,
  bot text not null,
  update_id bigint,
  hash text not null,
  chat bigint not null,
  kind text not null,
  payload text not null,
  state smallint not null default 0,
  attempts smallint not null default 0,
  received_at timestamptz not null,
  done_at timestamptz,
  error text
);
create unique index inbox_once on posthouse.inbox (bot, update_id, hash);
create index inbox_waiting on posthouse.inbox (bot, chat, seq) where state = 0;
create index inbox_dead on posthouse.inbox (bot, seq) where state = 2;
create index inbox_done_at on posthouse.inbox (done_at) where state = 1;

-- One row per chat that has something waiting. Its row lock is the chat's lock.
create table posthouse.chat_queue (
  bot text not null,
  chat bigint not null,
  since timestamptz not null,
  not_before timestamptz not null,
  ver bigint not null default 1,
  primary key (bot, chat)
);
create index chat_queue_since on posthouse.chat_queue (since);

create table posthouse.sessions (
  bot text not null,
  chat bigint not null,
  telegram_id bigint not null,
  data text not null,
  updated_at timestamptz not null,
  primary key (bot, chat, telegram_id)
);

-- Single-use buttons that were pressed.
create table posthouse.used_buttons (
  bot text not null,
  nonce text not null,
  used_at timestamptz not null,
  primary key (bot, nonce)
);
