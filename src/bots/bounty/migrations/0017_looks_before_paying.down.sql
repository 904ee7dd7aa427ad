alter table bounty.assignments drop column reverts_told, drop column reverts_wanted_at;
