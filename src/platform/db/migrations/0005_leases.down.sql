drop table posthouse.leases;
