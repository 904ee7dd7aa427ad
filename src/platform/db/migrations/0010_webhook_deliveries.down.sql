drop table posthouse.webhook_deliveries;
