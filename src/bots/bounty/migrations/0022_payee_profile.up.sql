-- Who is paid: the country they live in, whether the tax form that the operator asks for is on file, and the account where the receiver wants one.
alter table bounty.payees
  alter column account drop not null,
  alter column set_at drop not null,
  add column country text check (country ~ '^[A-Z]{2}$'),
  add column form_on_file boolean not null default false,
  add constraint payees_account_at check ((account is null) = (set_at is null));
