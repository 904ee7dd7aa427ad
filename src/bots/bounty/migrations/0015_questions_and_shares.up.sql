-- What an admin was asked to say yes to before it happens, with what they wrote: buttons carry no more than its number. Gone when answered.
create table bounty.questions (
  id bigint generated always as identity primary key,
  person_id bigint not null references posthouse.people (id),
  what text not null,
  detail text not null,
  asked_at timestamptz not null
);
create index questions_person on bounty.questions (person_id, asked_at);

-- A reward that was divided: share_cents is what this assignment gets instead of the whole reward, share_of the assignment that did the
-- work and holds the slot. The shares of one slot sum to the reward, whatever becomes of them.
alter table bounty.assignments
  add column share_of bigint references bounty.assignments (id),
  add column share_cents bigint check (share_cents between 1 and 100000000),
  add constraint assignments_share check (share_of is null or share_cents is not null);
create index assignments_share_of on bounty.assignments (share_of) where share_of is not null;

create function bounty.shares_are_whole() returns trigger language plpgsql as $$
declare
  root bigint := coalesce(new.share_of, new.id);
begin
  if exists (
    select from bounty.assignments a
      join bounty.assignments r on r.id = root join bounty.tasks t on t.id = r.task_id
     where (a.id = root or a.share_of = root) and r.share_cents is not null
     group by t.reward_cents having sum(a.share_cents) <> t.reward_cents) then
    raise exception 'the shares of assignment % do not sum to the reward', root;
  end if;
  return null;
end $$;
create constraint trigger assignments_shares after insert or update of share_cents, share_of on bounty.assignments
  deferrable initially deferred for each row when (new.share_cents is not null) execute function bounty.shares_are_whole();
