-- When the holder last did what it holds the lease for: for polling, when Telegram last answered it. Another process watches it.
alter table posthouse.leases add column heartbeat_at timestamptz;
