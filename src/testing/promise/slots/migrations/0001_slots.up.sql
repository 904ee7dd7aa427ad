create table slots.slots (
  id integer primary key,
  free integer not null check (free >= 0)
);
create table slots.holders (
  slot integer not null references slots.slots (id),
  person bigint not null references posthouse.people (id)
);
insert into slots.slots values (1, 1);
