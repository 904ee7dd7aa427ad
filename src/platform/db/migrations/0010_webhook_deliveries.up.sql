-- What another system delivered, by the key it gave: written in the transaction in which the delivery takes effect.
create table posthouse.webhook_deliveries (
  bot text not null,
  webhook text not null,
  key text not null,
  received_at timestamptz not null,
  primary key (bot, webhook, key)
);
create index webhook_deliveries_received_at on posthouse.webhook_deliveries (received_at);
