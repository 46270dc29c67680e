-- What somebody on the page wants done with an import: GO_ON with it, or PLACE its orders. Null when
-- that is done, or nothing is wanted. A page that starts goes on with these.
alter table import add column wanted text check (wanted in ('GO_ON', 'PLACE'));
create index import_wanted on import (id) where wanted is not null;

-- Who did what with an import. The times and people of the page; the command line adds none.
create table import_event (
  id        bigint generated always as identity primary key,
  import_id bigint not null references import on delete cascade,
  at        timestamptz not null default clock_timestamp(),
  who       text not null,
  what      text not null check (what in
              ('UPLOADED', 'READ_ANEW', 'PLACED', 'PAUSED', 'WENT_ON', 'RESOLVED')),
  -- READ_ANEW: the number of the import that this one replaces. RESOLVED: the order and its outcome.
  detail    text
);
create index import_event_by_import on import_event (import_id, id);
create index import_event_replaced on import_event (detail) where what = 'READ_ANEW';

-- People look for an order by how its name or the carrier's begins, whatever its case.
create index orders_by_ref on orders (lower(order_ref) text_pattern_ops);
create index orders_by_carrier_id on orders (lower(carrier_order_id) text_pattern_ops)
  where carrier_order_id is not null;
