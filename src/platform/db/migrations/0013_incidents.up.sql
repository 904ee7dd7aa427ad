-- What is wrong with a bot, from its first sign on: suspected at began_at, told to the superadmins at told_at, over at ended_at.
-- What was told and is not over is the flag `bot_polling_alert_sent`; Redis shows it, this table decides.
create table posthouse.incidents (
  id bigint generated always as identity primary key,
  key uuid not null unique default gen_random_uuid(),
  bot text not null,
  kind text not null,
  detail text,
  began_at timestamptz not null,
  told_at timestamptz,
  ended_at timestamptz
);
create unique index incidents_once on posthouse.incidents (bot, kind) where ended_at is null;

-- The same for a receiver outside (ALERT_WEBHOOK_URL), and what became of it.
create table posthouse.alerts (
  incident bigint not null references posthouse.incidents (id) on delete cascade,
  event text not null,
  body text not null,
  tries smallint not null default 0,
  next_at timestamptz not null,
  sent_at timestamptz,
  failed_at timestamptz,
  error text,
  primary key (incident, event)
);
create index alerts_next on posthouse.alerts (next_at) where sent_at is null and failed_at is null;
