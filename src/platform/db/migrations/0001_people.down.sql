drop table posthouse.unreachable;
drop table posthouse.audit;
drop table posthouse.roles;
drop table posthouse.people;
