-- Who talks with a bot in private: the only people it may write to. Filled by whatever they send.
create table posthouse.private_chats (
  bot text not null,
  chat bigint not null,
  since timestamptz not null,
  primary key (bot, chat)
);
insert into posthouse.private_chats (bot, chat, since)
  select t.bot, t.chat, min(t.since) from (
    select bot, chat, received_at as since from posthouse.inbox where kind = 'update' and chat > 0
    union all select bot, chat, updated_at from posthouse.sessions where chat > 0
    union all select bot, chat, since from posthouse.unreachable where chat > 0) t
  where exists (select from posthouse.people p where p.telegram_id = t.chat)
  group by t.bot, t.chat;

-- One text for many people. `words` and `keyboards` are JSON by language.
create table posthouse.broadcasts (
  id bigint generated always as identity primary key,
  bot text not null,
  key text not null,
  type text not null,
  channels text not null,
  essential boolean not null,
  priority smallint not null,
  words text not null,
  keyboards text,
  state text not null default 'running' check (state in ('running', 'paused', 'cancelled', 'done')),
  created_at timestamptz not null,
  changed_at timestamptz not null,
  -- when the next recipients may be taken
  next_at timestamptz not null,
  unique (bot, key)
);
create index broadcasts_open on posthouse.broadcasts (bot, id) where state = 'running';

create table posthouse.broadcast_recipients (
  broadcast_id bigint not null references posthouse.broadcasts (id) on delete cascade,
  person_id bigint not null references posthouse.people (id) on delete cascade,
  state text not null default 'waiting'
    check (state in ('waiting', 'queued', 'sent', 'failed', 'perhaps', 'skipped', 'cancelled')),
  -- why it was skipped or failed
  reason text,
  -- held back by quiet hours or a mute
  not_before timestamptz not null default '-infinity',
  done_at timestamptz,
  primary key (broadcast_id, person_id)
);
create index broadcast_recipients_open on posthouse.broadcast_recipients (broadcast_id, state, not_before, person_id)
  where state in ('waiting', 'queued');
create index broadcast_recipients_held on posthouse.broadcast_recipients (person_id) where state = 'waiting';
