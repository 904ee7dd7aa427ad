-- Each row's place in the chain and the hash over the one before it and itself; null until it is chained, a second after its commit.
alter table posthouse.audit add column seq bigint;
alter table posthouse.audit add column hash text;
alter table posthouse.audit add constraint audit_chained check ((seq is null) = (hash is null));
create unique index audit_seq on posthouse.audit (seq);
create index audit_unchained on posthouse.audit (id) where seq is null;
create index audit_subject on posthouse.audit (bot, subject, id);

-- Where the chain ends. Whoever holds this row's lock is the one that chains.
create table posthouse.audit_head (
  one boolean primary key default true check (one),
  seq bigint not null,
  hash text not null
);

-- A row may be written, and chained once; nothing else. The owner of the table is refused like everybody.
create function posthouse.audit_is_append_only() returns trigger language plpgsql as $function$
begin
  if tg_op = 'UPDATE' then
    if old.seq is null and new.seq is not null
      and (new.id, new.at, new.bot, new.actor, new.action, new.subject, new.detail)
        is not distinct from (old.id, old.at, old.bot, old.actor, old.action, old.subject, old.detail)
    then
      return new;
    end if;
  end if;
  raise exception 'posthouse.audit is append-only: % is refused', tg_op using errcode = 'insufficient_privilege';
end
$function$;
create trigger append_only before update or delete on posthouse.audit
  for each row execute function posthouse.audit_is_append_only();
create trigger born_unchained before insert on posthouse.audit
  for each row when (new.seq is not null) execute function posthouse.audit_is_append_only();
create trigger never_emptied before truncate on posthouse.audit
  for each statement execute function posthouse.audit_is_append_only();
