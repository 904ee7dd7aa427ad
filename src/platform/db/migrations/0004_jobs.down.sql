drop table posthouse.schedules;
drop table posthouse.jobs;
