-- reverts_wanted_at: since when a payment waits for a fresh look at the branch. reverts_told: the commits, with spaces between them,
-- that admins were told of; what they decided about those holds nothing again.
alter table bounty.assignments
  add column reverts_wanted_at timestamptz,
  add column reverts_told text not null default '';
update bounty.assignments set reverts_told = coalesce(detail::json ->> 'got', '') where reason = 'HELD_REVERT';
