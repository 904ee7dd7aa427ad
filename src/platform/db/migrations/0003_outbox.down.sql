drop table posthouse.named_messages;
drop table posthouse.lanes;
drop table posthouse.outbox;
