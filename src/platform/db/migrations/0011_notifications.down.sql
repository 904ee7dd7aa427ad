drop table posthouse.notification_mutes;
drop table posthouse.quiet_hours;
drop table posthouse.notification_choices;
drop table posthouse.notifications;
