drop table posthouse.alerts;
drop table posthouse.incidents;
