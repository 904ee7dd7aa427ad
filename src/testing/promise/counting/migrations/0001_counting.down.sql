drop table counting.shared;
drop table counting.milestones;
drop table counting.counters;
drop table counting.applied;
