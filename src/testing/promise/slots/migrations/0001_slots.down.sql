drop table slots.holders;
drop table slots.slots;
