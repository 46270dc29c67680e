-- Dry runs are numbered by themselves, and kept in the table of imports under the negative number.
create sequence dry_run;
