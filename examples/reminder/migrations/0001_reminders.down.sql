drop table reminder.reminders;
