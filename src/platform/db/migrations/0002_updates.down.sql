drop table posthouse.used_buttons;
drop table posthouse.sessions;
drop table posthouse.chat_queue;
drop table posthouse.inbox;
