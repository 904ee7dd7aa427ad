delete from bounty.payees where account is null;
alter table bounty.payees
  drop constraint payees_account_at,
  drop column form_on_file,
  drop column country,
  alter column set_at set not null,
  alter column account set not null;
