drop table watch.alert_messages;
drop table watch.alert_groups;
drop table watch.cards;
