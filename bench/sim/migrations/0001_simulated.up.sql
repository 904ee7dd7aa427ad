-- Nothing here is unique on purpose: what is applied twice has to show.
create table simulated.applied (
  id bigint generated always as identity primary key,
  chat bigint not null,
  seq integer not null
);
create table simulated.counters (
  chat bigint primary key,
  value integer not null
);
create table simulated.saved (
  chat bigint not null,
  seq integer not null
);
create table simulated.told (
  chat bigint not null,
  seq integer not null,
  ok boolean not null
);
-- Texts whose outbox row was finished by a commit, however the house keeps its rows.
create table simulated.finished (text text);
create function simulated.note_finished() returns trigger language plpgsql as $note$
begin
  if tg_op = 'DELETE' then
    insert into simulated.finished values (old.payload::json ->> 'text');
    return old;
  end if;
  if new.state >= 2 and old.state < 2 then
    insert into simulated.finished values (new.payload::json ->> 'text');
  end if;
  return new;
end $note$;
create trigger note_finished after update or delete on posthouse.outbox
  for each row execute function simulated.note_finished();
