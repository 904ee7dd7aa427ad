-- shadowed_at: made or due while payouts ran in shadow; it is not sent before an admin has released it. shadow_told: the admins know that such payments wait.
alter table bounty.payments add column shadowed_at timestamptz;
alter table bounty.payout_switch add column shadow_told boolean not null default false;
create index payments_shadowed on bounty.payments (id) where shadowed_at is not null;
create function bounty.shadow_stays() returns trigger language plpgsql as $$
begin
  if old.first_sent_at is null and new.first_sent_at is not null and new.shadowed_at is not null then
    raise exception 'payment % comes from shadow and was not released', old.id;
  end if;
  return new;
end $$;
create trigger payments_shadow before update on bounty.payments for each row execute function bounty.shadow_stays();
