drop trigger payments_shadow on bounty.payments;
drop function bounty.shadow_stays();
alter table bounty.payout_switch drop column shadow_told;
alter table bounty.payments drop column shadowed_at;
