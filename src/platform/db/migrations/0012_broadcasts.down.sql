drop table posthouse.broadcast_recipients;
drop table posthouse.broadcasts;
drop table posthouse.private_chats;
