-- A file being worked through.
create table import (
  id          bigint generated always as identity primary key,
  -- VALIDATION: a dry run, whose orders can never be placed.
  kind        text not null check (kind in ('IMPORT', 'VALIDATION')),
  file_name   text not null,
  sha256      text not null,
  -- How the file was understood, in plain words; null until it was opened.
  format      text,
  -- The options of the command line, as ImportOptions writes them.
  options     text not null,
  state       text not null check (state in ('RUNNING', 'COMPLETED', 'HELD', 'STOPPED', 'FAILED')),
  exit_code   integer,
  -- Grows with each process that takes the import over; checked before each send.
  fence       bigint not null default 0,
  -- The process that works, or last worked, on it.
  runner      text,
  created_at  timestamptz not null default clock_timestamp(),
  finished_at timestamptz
);
create index import_by_content on import (sha256);

create table sheet (
  import_id   bigint not null references import on delete cascade,
  position    integer not null,
  name        text not null,
  -- Null where the sheet has no heading row; such a sheet is passed over.
  heading_row integer,
  -- The heading cells, as Cells writes them.
  headings    text not null,
  primary key (import_id, position)
);

-- The rows as they stand in the file. A row without carrier or order_ref belongs to no order.
create table staged_row (
  import_id bigint not null references import on delete cascade,
  sheet     integer not null,
  row       integer not null,
  hidden    boolean not null,
  carrier   text,
  order_ref text,
  cells     text not null,
  primary key (import_id, sheet, row)
);

create index staged_row_without_order on staged_row (import_id)
  where carrier is null or order_ref is null;

-- The ledger: one line for each order of each import.
create table orders (
  id               bigint generated always as identity primary key,
  import_id        bigint not null references import,
  carrier          text not null,
  order_ref        text not null,
  status           text not null check (status in
                     ('INVALID', 'DUPLICATE', 'HELD', 'SENDING', 'ACCEPTED', 'REJECTED', 'IN_DOUBT')),
  -- The exact JSON body; null if it could not be built.
  request          text,
  -- Of its first row: the sheet's position times 2^32, plus the row's number.
  position         bigint not null,
  carrier_order_id text,
  link             text,
  response_status  integer,
  -- Shortened if it is long.
  response_body    text,
  attempts         integer not null default 0,
  -- Of the earlier order, where this one is a DUPLICATE.
  duplicate_of     bigint references orders,
  resolved_by      text,
  resolved_at      timestamptz,
  unique (import_id, carrier, order_ref)
);
-- An order is with the carrier, or may be, once only: over all imports and processes.
create unique index order_placed_once on orders (carrier, order_ref)
  where status in ('SENDING', 'ACCEPTED', 'IN_DOUBT');
create index orders_to_place on orders (import_id, carrier, position) where status = 'HELD';
create index orders_in_doubt on orders (id) where status = 'IN_DOUBT';

-- Each sending of an order. It is written before the first byte leaves, and ended when the outcome is known.
create table attempt (
  order_id        bigint not null references orders on delete cascade,
  number          integer not null,
  runner          text not null,
  fence           bigint not null,
  started_at      timestamptz not null default clock_timestamp(),
  ended_at        timestamptz,
  -- What became of it, in a word: ACCEPTED, REJECTED, IN_DOUBT, NOT_SENT, TRY_AGAIN.
  outcome         text,
  detail          text,
  response_status integer,
  primary key (order_id, number)
);

-- What the user should know; a null widens the place: the row, the sheet, the file.
create table problem (
  id        bigint generated always as identity primary key,
  import_id bigint not null references import on delete cascade,
  sheet     integer,
  row       integer,
  col       integer,
  heading   text,
  value     text,
  code      text not null,
  severity  text not null check (severity in ('ERROR', 'WARNING', 'NOTICE')),
  message   text not null,
  hint      text not null,
  -- Written while placing; such problems are replaced when the order is placed again.
  order_id  bigint references orders on delete cascade
);
create index problem_by_place on problem (import_id, sheet, row);

-- A carrier's rate limit: as many slots as requests are allowed in a window. A slot is taken when the
-- intent to send is recorded, and free again one window after the carrier can last have seen it.
create table pace_slot (
  carrier text not null,
  slot    integer not null,
  free_at timestamptz not null,
  primary key (carrier, slot)
);

-- The results: each row has exactly one status, which follows from its order's.
create view row_result as
select r.import_id, r.sheet, r.row, r.carrier, r.order_ref, r.cells, o.id as order_id,
       o.carrier_order_id,
       case
         when r.hidden then 'SKIPPED'
         when o.id is null then 'INVALID'
         when o.status = 'SENDING' then 'IN_DOUBT'
         when o.status <> 'INVALID' then o.status
         when exists (select 1 from problem p
                      where p.import_id = r.import_id and p.sheet = r.sheet and p.row = r.row
                        and p.severity = 'ERROR') then 'INVALID'
         else 'BLOCKED'
       end as status
from staged_row r
left join orders o
  on o.import_id = r.import_id and o.carrier = r.carrier and o.order_ref = r.order_ref and not r.hidden;
