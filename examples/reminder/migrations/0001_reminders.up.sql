create table reminder.reminders (
  id bigint generated always as identity primary key,
  chat bigint not null,
  what text not null
);
