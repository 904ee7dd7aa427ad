alter table posthouse.leases drop column heartbeat_at;
