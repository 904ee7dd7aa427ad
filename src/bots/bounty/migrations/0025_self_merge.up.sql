-- allow_self_merge: the author of a pull request may merge it; settled with the draft. self_merged: GitHub says that its author did.
alter table bounty.tasks add column allow_self_merge boolean not null default false;
alter table bounty.assignments add column self_merged boolean not null default false;
