-- What one process of many may do at a time, such as polling for a bot. epoch grows with every new holder.
create table posthouse.leases (
  name text primary key,
  owner text not null,
  holder text not null,
  epoch bigint not null,
  acquired_at timestamptz not null,
  renewed_at timestamptz not null,
  expires_at timestamptz not null
);
