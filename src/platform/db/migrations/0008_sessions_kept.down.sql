alter table posthouse.senders drop column era;
drop sequence posthouse.eras;
