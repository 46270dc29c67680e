-- Problems are replaced when their order is placed again.
create index problem_of_order on problem (order_id) where order_id is not null;

-- The last column, from 0, in which a row of the sheet has a cell; -1 without any.
alter table sheet add last_column integer not null default -1;
-- A row's cells stand in the order of their columns.
update sheet s set last_column = coalesce(
  (select max(substring(split_part(r.cells, E'\x1e', -2) from '^[0-9]+')::integer)
   from staged_row r where r.import_id = s.import_id and r.sheet = s.position), -1);

-- The rows of an order, together and in the file's order.
create index staged_row_by_order on staged_row (import_id, carrier, order_ref collate "C", sheet, row);

-- Else each order that is forgotten is looked for among all of them.
create index duplicates_of_order on orders (duplicate_of) where duplicate_of is not null;
