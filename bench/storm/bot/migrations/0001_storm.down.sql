drop table storm.shared;
drop table storm.milestones;
drop table storm.counters;
drop table storm.applied;
