drop table bench.counters;
