create table bench.counters (
  chat bigint primary key,
  n integer not null
);
