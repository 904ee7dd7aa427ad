-- Pinned status cards, by chat: what each says now, without the moment of its last change.
create table watch.cards (
  chat bigint primary key,
  person_id bigint not null,
  text text not null,
  changed_at timestamptz not null,
  -- Telegram's number of the message, as soon as it is known.
  message_id bigint
);

-- A group of alerts from its first one to the last that was resolved; a group that fires again later is a new row.
create table watch.alert_groups (
  id bigint generated always as identity primary key,
  group_key text not null,
  told text not null,
  severity smallint not null,
  opened_at timestamptz not null,
  told_at timestamptz not null,
  resolved_at timestamptz,
  acknowledged_by bigint,
  acknowledged_name text,
  acknowledged_at timestamptz,
  silenced_name text,
  silenced_until timestamptz,
  silence_id text
);
create unique index alert_groups_open on watch.alert_groups (group_key) where resolved_at is null;
create index alert_groups_key on watch.alert_groups (group_key, id);

-- To whom a group was told: its message there is named after it.
create table watch.alert_messages (
  group_id bigint not null references watch.alert_groups (id) on delete cascade,
  chat bigint not null,
  primary key (group_id, chat)
);
