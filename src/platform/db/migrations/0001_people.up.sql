create table posthouse.people (
  id bigint generated always as identity primary key,
  telegram_id bigint not null unique,
  username text,
  display_name text not null,
  language text not null default 'en',
  language_chosen boolean not null default false,
  joined_at timestamptz not null
);

create table posthouse.roles (
  person_id bigint not null references posthouse.people (id) on delete cascade,
  bot text not null,
  role text not null,
  granted_at timestamptz not null,
  primary key (person_id, bot, role)
);

create table posthouse.audit (
  id bigint generated always as identity primary key,
  at timestamptz not null,
  bot text not null,
  actor bigint references posthouse.people (id),
  action text not null,
  subject text,
  detail text
);

-- Chats that refuse the bot's messages (blocked, kicked, deleted), until they write again.
create table posthouse.unreachable (
  bot text not null,
  chat bigint not null,
  since timestamptz not null,
  reason text not null,
  primary key (bot, chat)
);
