drop trigger note_finished on posthouse.outbox;
drop function simulated.note_finished();
drop table simulated.finished, simulated.told, simulated.saved, simulated.counters, simulated.applied;
