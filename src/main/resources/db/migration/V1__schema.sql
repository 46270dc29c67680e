-- Tables have singular names, except orders: ORDER is a reserved word.

-- This database. Responses that wait in a file name it, so that none is recorded in another one.
create table installation (
  id       uuid not null default gen_random_uuid(),
  only_row boolean primary key default true check (only_row)
);
insert into installation default values;

-- An import of a file. Dry runs have negative ids, so that those of imports have no gaps.
create table import (
  id               bigint generated always as identity primary key,
  -- DRY_RUN: a dry run, whose orders can never be placed.
  kind             text not null check (kind in ('IMPORT', 'DRY_RUN')),
  file_name        text not null,
  sha256           text not null,
  -- The environment of each carrier, by its name: of all carriers until the rows are staged, then of
  -- those that the rows name.
  environments     jsonb not null default '{}',
  -- How the file was understood, as Text writes it: a key and arguments; null until it was opened.
  format           jsonb,
  -- The options of the command line, as ImportOptions writes them.
  options          text not null,
  state            text not null check (state in ('RUNNING', 'COMPLETED', 'HELD', 'STOPPED', 'FAILED')),
  exit_code        integer,
  -- Why the last work on it ended early, as Text writes it; null if it did not, or is under way.
  end_reason       jsonb,
  -- Grows with each process that takes the import over; checked before each send.
  fencing_token    bigint not null default 0,
  -- The process that works, or last worked, on it.
  worker           text,
  -- What a user of the page requested: to read or resume the import (PROCESS), or to PLACE its orders.
  -- Null without a request, and once it is completed. A server that starts completes pending requests.
  requested_action text check (requested_action in ('PROCESS', 'PLACE')),
  -- What a reviewer decided, see ADR 0026; null before, and again once a review was asked for again. An edit, and an
  -- order that is on hold again, withdraw an approval.
  review           text check (review in ('APPROVED', 'SENT_BACK', 'REJECTED')),
  -- The user who is to do something about it; null for none.
  assignee         text,
  created_at       timestamptz not null default clock_timestamp(),
  finished_at      timestamptz,
  -- When the rows, the problems and the reports were deleted.
  purged_at        timestamptz,
  -- Since when the list of the page leaves it out; null if it does not.
  archived_at      timestamptz
);
create index import_by_content on import (sha256);
create index import_requested on import (id) where requested_action is not null;

create sequence dry_run_number;

-- The file of an import, in a database that several machines share.
create table import_file (
  import_id  bigint primary key references import on delete cascade,
  -- Until its rows are staged.
  for_source boolean not null,
  -- Until its orders are placed, so that it can be re-read.
  for_upload boolean not null default false
);
create table import_file_part (
  import_id bigint not null references import_file on delete cascade,
  number    integer not null,
  -- Up to 1 MB, deflated.
  content   bytea not null,
  primary key (import_id, number)
);
alter table import_file_part alter content set storage external;

-- The audit log: which user of the page did what. The command line adds no events, except
-- FOUND_AT_CARRIER: a look-up resolved an order in doubt as accepted; the actor is then the process.
create table import_event (
  id          bigint generated always as identity primary key,
  -- Null if it concerns no import, or one that was discarded.
  import_id   bigint references import on delete cascade,
  -- The order that it concerns; null for none. No foreign key, see ADR 0005.
  order_id    bigint,
  occurred_at timestamptz not null default clock_timestamp(),
  actor       text not null,
  action      text not null check (action in
              ('UPLOADED', 'REREAD', 'PLACED', 'PAUSED', 'RESUMED', 'RESOLVED_ACCEPTED', 'RESOLVED_NOT_RECEIVED',
               'FOUND_AT_CARRIER', 'EDITED', 'UNDONE', 'REDONE', 'APPROVED', 'SENT_BACK', 'REJECTED', 'REVIEW_REQUESTED',
               'COMMENTED', 'ASSIGNED', 'DISCARDED', 'TOKEN_MADE', 'TOKEN_REVOKED', 'RESOLUTION_UNDONE', 'NOTED',
               'LOOKED_UP', 'INBOX_RUN', 'ARCHIVED', 'UNARCHIVED')),
  -- REREAD: the id of the import that this one replaces. RESOLVED: the order and its outcome.
  -- FOUND_AT_CARRIER: the order and the carrier's id. EDITED, UNDONE, REDONE: the number of changes.
  -- ASSIGNED: the user; null for none. DISCARDED: the import and its file. TOKEN: its name and roles.
  -- RESOLUTION_UNDONE, NOTED: the order. LOOKED_UP: the number of orders. INBOX_RUN: the inbox.
  detail      text,
  -- What the user wrote about it; null for nothing.
  comment     text
);
create index import_event_by_import on import_event (import_id, id);
create index import_event_by_actor on import_event (actor, id);
create index import_event_of_order on import_event (order_id, id) where order_id is not null;
create index import_event_by_time on import_event (occurred_at);
create index import_event_replaced on import_event (detail) where action = 'REREAD';

create table sheet (
  import_id    bigint not null references import on delete cascade,
  position     integer not null,
  name         text not null,
  -- Null where the sheet has no heading row; such a sheet is skipped.
  heading_row  integer,
  -- The heading cells, as CellCodec writes them.
  headings     text not null,
  -- Of the headings of the file, as HeaderSignature computes it; empty without any.
  signature    text not null default '',
  -- The first different values of each column, by column from 0, for display.
  samples      jsonb not null default '{}',
  -- The last column, from 0, in which a row of the sheet has a cell; -1 without any.
  last_column  integer not null default -1,
  -- Totals that staging keeps: the rows, hidden ones included, and the carriers that they name.
  row_count    bigint not null default 0,
  hidden_count bigint not null default 0,
  carriers     text[] not null default '{}',
  primary key (import_id, position)
);

-- The rows as in the file, in blocks of successive rows of a sheet. Blocks are not changed.
-- No foreign key to the import: the process that writes rows has locked it.
create table row_block (
  import_id bigint not null,
  sheet     integer not null,
  first_row integer not null,
  row_count integer not null,
  -- The numbers of its rows; those between that are not are blank.
  rows      int4multirange not null,
  -- The number of rows by the carrier that they name.
  carriers  jsonb not null,
  -- For each row its number, whether it is hidden, its carrier and its order's name, and its cells,
  -- as RowBlock writes them.
  keys      bytea not null,
  cells     bytea not null,
  primary key (import_id, sheet, first_row)
);
-- They are compressed already.
alter table row_block alter keys set storage external, alter cells set storage external;

-- The rows that users of the page have edited, as they are now; their blocks have them as in the file (ADR 0022).
create table edited_row (
  import_id bigint not null references import on delete cascade,
  sheet     integer not null,
  row       integer not null,
  -- Whether the row is left out.
  hidden    boolean not null,
  carrier   text,
  order_ref text,
  -- As CellCodec writes them.
  cells     text not null,
  primary key (import_id, sheet, row)
);

-- The change log: each edit of a cell. Who made it, and when, says the event.
create table cell_change (
  id       bigint generated always as identity primary key,
  event_id bigint not null references import_event on delete cascade,
  sheet    integer not null,
  row      integer not null,
  -- Null if the row was left out or taken back.
  col      integer,
  -- The cell before and after, as CellCodec writes it; null if it is blank. Of a row: whether it is left out.
  old_cell text,
  new_cell text
);
create index cell_change_by_event on cell_change (event_id, id);

-- How users of the page matched the columns of their uploads, to be applied to their next ones (ADR 0024).
create table column_mapping (
  -- The user's login name.
  owner     text not null,
  -- Of the headings, as HeaderSignature computes it.
  signature text not null,
  -- The upload for which it was chosen.
  file_name text not null,
  -- As SheetMapping.
  mapping   jsonb not null,
  saved_at  timestamptz not null,
  primary key (owner, signature)
);

-- The ledger: one line for each order of each import.
create table orders (
  id               bigint generated always as identity primary key,
  import_id        bigint not null,
  carrier          text not null,
  -- Where it is placed: live, or an environment to rehearse in.
  environment      text not null,
  -- The first spelling in the file, which is sent and shown.
  order_ref        text not null,
  order_key        text not null collate "C",
  similar_key      text collate "C",
  status           text not null check (status in
                     ('INVALID', 'DUPLICATE', 'HELD', 'SENDING', 'ACCEPTED', 'REJECTED', 'IN_DOUBT')),
  -- The exact JSON body; null if it could not be built.
  request          text,
  -- Of its first row: the sheet's position times 2^32, plus the row's number.
  position         bigint not null,
  -- Of all its rows, likewise.
  rows             bigint[] not null default '{}',
  -- The host that its last request was sent to; null before.
  host             text,
  carrier_order_id text,
  link             text,
  -- The path of the link to the order itself in the carrier's response, to ask for its state; null if it has none.
  tracking_path    text,
  response_status  integer,
  -- Shortened if it is long.
  response_body    text,
  attempts         integer not null default 0,
  -- Of the earlier order, where this one is a DUPLICATE.
  duplicate_of     bigint references orders,
  -- Of an order on an offer: what the offers were made for, which of them it is, and from when on it
  -- cannot be ordered, if that is known.
  offer_request    text,
  offer_id         text,
  offer_ends_at    timestamptz,
  resolved_by      text,
  resolved_at      timestamptz,
  -- What people recognize the order by; null where it does not say it.
  site             text,
  postcode         text,
  city             text,
  product          text,
  requested_on     date,
  -- A list of objects with currency, oneTime and monthly; empty if the order states no price, null if its
  -- carrier's form has none.
  prices           jsonb,
  -- Its first column serves the search by the beginning of a name, too.
  unique (order_key, carrier, import_id)
);
-- An order is with the carrier, or may be, once only: over all imports and processes.
create unique index order_placed_once on orders (environment, carrier, order_key)
  where status in ('SENDING', 'ACCEPTED', 'IN_DOUBT');
-- Offers for one request exclude each other, whatever the orders' names are.
create unique index offer_ordered_once on orders (environment, carrier, offer_request)
  where offer_request is not null and status in ('SENDING', 'ACCEPTED', 'IN_DOUBT');
-- A carrier's id belongs to one order.
create unique index order_has_its_own_carrier_id on orders (environment, carrier, carrier_order_id)
  where carrier_order_id <> '';
create index orders_similar on orders (environment, carrier, similar_key) where similar_key is not null;
create index orders_to_place on orders (import_id, carrier, position) where status = 'HELD';
create index orders_by_position on orders (import_id, position);
create index orders_on_offers on orders (import_id, carrier, offer_request)
  where offer_request is not null;
create index orders_sending on orders (carrier, environment, import_id) where status = 'SENDING';
create index orders_in_doubt on orders (id) where status = 'IN_DOUBT';
create index orders_failed on orders (import_id) where status in ('INVALID', 'REJECTED');
create index orders_offer_ending on orders (offer_ends_at) where status = 'HELD' and offer_ends_at is not null;
create index duplicates_of_order on orders (duplicate_of) where duplicate_of is not null;
-- People and programs look for an order by how the carrier's name for it begins.
create index orders_by_carrier_id on orders (lower(carrier_order_id) text_pattern_ops)
  where carrier_order_id is not null;

-- Each sending of an order. It is written before the first byte leaves, and ended when the outcome is known.
create table attempt (
  order_id        bigint not null references orders on delete cascade,
  number          integer not null,
  worker          text not null,
  fencing_token   bigint not null,
  started_at      timestamptz not null default clock_timestamp(),
  ended_at        timestamptz,
  -- The outcome, in a word.
  outcome         text,
  -- Why, as Text writes it.
  detail          jsonb,
  response_status integer,
  primary key (order_id, number)
);
-- Attempts are written in the order of their times, so that blocks of them can be left out.
create index attempt_by_time on attempt using brin (started_at);

-- Each look-up of an order in doubt at its carrier, as evidence.
create table order_lookup (
  id              bigint generated always as identity primary key,
  order_id        bigint not null references orders on delete cascade,
  -- The number of the attempt whose outcome was in doubt.
  attempt         integer not null,
  asked_at        timestamptz not null,
  -- The process that asked.
  asked_by        text not null,
  -- The request, without credentials.
  call            text not null,
  outcome         text not null check (outcome in ('FOUND', 'NOT_FOUND', 'SEVERAL', 'UNSURE', 'FAILED')),
  -- What was found, as Text writes it.
  detail          jsonb not null,
  response_status integer,
  -- The entries with the order's reference, or the beginning of the response; shortened.
  response        text
);
create index order_lookup_by_order on order_lookup (order_id, id);

-- The state of each accepted order at its carrier, as the carrier was last asked.
create table order_tracking (
  order_id      bigint primary key references orders on delete cascade,
  -- By the trigger below.
  accepted_at   timestamptz not null default clock_timestamp(),
  -- As the carrier spells it; null before the carrier has stated one.
  status        text,
  -- Whether the state does not change any more; the order is then not asked for again.
  final         boolean not null default false,
  -- Since when, as the carrier states it, otherwise when the state was first seen.
  since         timestamptz,
  -- Since when the service works, likewise; null if it does not, as far as the carrier has stated.
  delivered_at  timestamptz,
  -- Names and values of the carrier, as a list of objects, to keep their order.
  details       jsonb not null default '[]',
  -- What can be ordered next: the rows of offers.xlsx.
  offers        jsonb not null default '[]',
  -- When the carrier last stated the state.
  checked_at    timestamptz,
  -- When the carrier was last asked, and why it then stated none, as Text writes it; null if it did.
  asked_at      timestamptz,
  problem       jsonb,
  -- When it is due again.
  next_check_at timestamptz not null default clock_timestamp() + interval '10 minutes',
  -- Until then one process asks for it, which renews the claim; others leave it out.
  claimed_until timestamptz not null default '-infinity'
);
create index order_tracking_due on order_tracking (next_check_at) where not final;
create index order_tracking_delivered on order_tracking (delivered_at) where delivered_at is not null;
create index order_tracking_offers on order_tracking (order_id) where not final and offers <> '[]';

-- The history of the states: one line for each change.
create table order_status_change (
  id         bigint generated always as identity primary key,
  order_id   bigint not null references order_tracking on delete cascade,
  noticed_at timestamptz not null,
  -- Null for the first state.
  previous   text,
  status     text not null,
  final      boolean not null,
  since      timestamptz not null,
  details    jsonb not null,
  -- Whether a notification is still to name it.
  to_notify  boolean not null
);
create index order_status_change_by_order on order_status_change (order_id, id);
create index order_status_change_by_time on order_status_change (noticed_at);
create index order_status_change_to_notify on order_status_change (id) where to_notify;

create function track_accepted_order() returns trigger language plpgsql as $$
begin
  insert into order_tracking (order_id) values (new.id) on conflict do nothing;
  return null;
end $$;
create trigger track_accepted_order after update of status on orders
  for each row when (new.status = 'ACCEPTED' and old.status <> 'ACCEPTED')
  execute function track_accepted_order();

-- What the user should know; a null widens the location: the row, the sheet, the file.
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
  -- The keys and arguments of its message and hint, as ProblemTexts writes them.
  arguments jsonb not null,
  -- Found while placing; such problems are replaced when the order is placed again.
  order_id  bigint references orders on delete cascade
);
create index problem_by_location on problem (import_id, sheet, row);
create index problem_of_order on problem (order_id) where order_id is not null;
-- Rows whose values are in the wrong columns; each edit of an import looks for them.
create index problem_shifted on problem (import_id, sheet, row)
  where code in ('more_fields_than_headings', 'rows_in_cell', 'row_divided');
-- Problems with exactly one suggestion, which the page counts after each edit, by the expression of its query.
create index problem_suggestion on problem (import_id) where order_id is null and (
  jsonb_path_exists(arguments, '$.** ? (@.choices.size() == 1)')
  or col is not null and severity = 'ERROR'
    and jsonb_path_exists(arguments -> 'hint', '$.**[0] ? (@ == "did_you_mean")'));

-- The database may have statistics that know nothing of a new import, and would then expect a single
-- row of it and compare all rows with all orders. Without statistics it expects one row in 200 of the
-- table, at any time, and looks rows up by all columns that a query names.
alter table row_block alter import_id set statistics 0;
alter table orders alter import_id set statistics 0;
alter table problem alter import_id set statistics 0;

-- Orders are deleted with their import as long as none of them was ever sent.
create function delete_rows_of_import() returns trigger language plpgsql as $$
begin
  if exists (select 1 from orders where import_id = old.id and attempts > 0) then
    raise foreign_key_violation using message = 'import ' || old.id || ' has orders that were sent';
  end if;
  delete from problem where import_id = old.id;
  delete from orders where import_id = old.id;
  delete from row_block where import_id = old.id;
  return old;
end $$;
create trigger delete_rows_of_import before delete on import
  for each row execute function delete_rows_of_import();

-- Who approved an import has not seen that the carrier did not receive one of its orders.
create function withdraw_approval() returns trigger language plpgsql as $$
begin
  update import set review = null where id = new.import_id and review = 'APPROVED';
  return null;
end $$;
create trigger withdraw_approval after update of status on orders
  for each row when (new.status = 'HELD' and old.status not in ('HELD', 'SENDING'))
  execute function withdraw_approval();

-- The rate limits of the carriers, each identified by the length of its window: as many slots as
-- requests are allowed in a window. A slot of each limit is taken when the intent to send is recorded,
-- and available again one window after the carrier can last have seen it.
create table rate_limit_slot (
  carrier      text not null,
  window_ms    bigint not null,
  slot         integer not null,
  available_at timestamptz not null,
  primary key (carrier, window_ms, slot)
);

-- What carriers know of addresses that were looked up, shared by all imports. The host may be that of
-- a test system, which knows other addresses.
create table address_lookup (
  carrier     text not null,
  host        text not null,
  -- What all spellings of the address have in common.
  address_key text not null collate "C",
  outcome     text not null check (outcome in ('MATCH', 'NO_MATCH', 'SEVERAL', 'STREET_ONLY', 'FAILED')),
  -- The addresses that may be meant.
  suggestions jsonb not null default '[]',
  -- Why the look-up failed, as Text writes it; null if it did not.
  failure     jsonb,
  asked_at    timestamptz not null,
  primary key (carrier, host, address_key)
);
create index address_lookup_by_age on address_lookup (asked_at);

-- An inbox that has had a run, by its configured name or else its folder.
create table inbox (
  name        text primary key,
  -- The last scheduled time that was handled: run, or reported as missed. Null without a schedule.
  last_due_at timestamptz
);

-- A run of an inbox. Until it has ended, the next process resumes it.
create table inbox_run (
  id           bigint generated always as identity primary key,
  inbox        text not null references inbox,
  trigger_type text not null check (trigger_type in ('COMMAND', 'PAGE', 'SCHEDULE', 'WATCH')),
  -- The scheduled time that it is for, and the number of earlier ones without a run.
  due_at       timestamptz,
  missed_count integer not null default 0,
  -- Whether the scheduled time itself was missed.
  late         boolean not null default false,
  -- Whether its orders wait to be placed by a user, whatever the settings of its inbox say.
  hold         boolean not null default false,
  -- The number of processes that have worked on it.
  attempts     integer not null default 1,
  started_at   timestamptz not null,
  ended_at     timestamptz,
  -- Why it failed as a whole, as Text writes it.
  error        jsonb
);
create unique index inbox_run_open on inbox_run (inbox) where ended_at is null;
create index inbox_run_ended on inbox_run (inbox, ended_at);

-- A file that a run found. It is written before the file is moved.
create table inbox_file (
  run_id       bigint not null references inbox_run on delete cascade,
  position     bigint generated always as identity,
  name         text not null,
  -- Its path after the run.
  path         text not null,
  -- Why it was left in the inbox, as Text writes it; null if it was moved.
  left_reason  jsonb,
  exit_code    integer not null,
  -- Null if no import was made of it.
  import_id    bigint references import on delete set null,
  results_path text,
  -- Whether the run processed it; false if it was already imported.
  processed    boolean not null,
  primary key (run_id, path)
);

-- A notification. It is stored with the end of what it reports, and sent after.
create table notification (
  -- Identifies it to the receiver, which may get it twice.
  id              uuid primary key,
  -- PAGE: shown to a user of the page, and sent once the user has seen it.
  channel         text not null check (channel in ('MAIL', 'WEBHOOK', 'PAGE')),
  -- Addresses, separated by commas; of PAGE the user; null for a webhook.
  recipients      text,
  subject         text not null,
  -- Plain text, or a webhook's JSON.
  body            text not null,
  html            text,
  -- A JSON list of files and the names under which they go.
  attachments     text not null default '[]',
  created_at      timestamptz not null,
  attempts        integer not null default 0,
  next_attempt_at timestamptz not null,
  sent_at         timestamptz,
  last_error      text
);
create index notification_to_send on notification (next_attempt_at) where sent_at is null;
create index notification_of_user on notification (recipients, created_at) where channel = 'PAGE';

-- Up to which change of an order's state at its carrier each user of the page has looked at the changes.
create table seen_change (
  user_name text primary key,
  change_id bigint not null
);

-- The tokens of the API. They are revoked, but not deleted: the audit log names them.
create table api_token (
  id           bigint generated always as identity primary key,
  name         text not null unique,
  -- The token in the audit log.
  actor        text not null unique,
  sha256       bytea not null unique,
  roles        text[] not null,
  created_by   text not null,
  created_at   timestamptz not null default clock_timestamp(),
  expires_at   timestamptz not null,
  last_used_at timestamptz,
  revoked_by   text,
  revoked_at   timestamptz
);

-- The uploads to the API that had an Idempotency-Key, so that none is done twice.
create table idempotency_key (
  token_id    bigint not null references api_token,
  key         text not null,
  -- The SHA-256 of the file and the options.
  fingerprint text not null,
  -- Null only within the transaction of the upload.
  import_id   bigint references import on delete cascade,
  created_at  timestamptz not null default clock_timestamp(),
  primary key (token_id, key)
);
create index idempotency_key_by_import on idempotency_key (import_id);

-- The password of the user admin, which the first server of several generates.
create table admin_password (
  hash     text not null,
  only_row boolean primary key default true check (only_row)
);

-- The tokens that are left of the limits on logins, uploads and API requests, of servers that share this
-- database. Unlogged: after a crash of the database, which empties it, all are left again.
create unlogged table rate_limit_bucket (
  -- The limit, and the SHA-256 of the user, address or token.
  id         text primary key,
  -- As Bucket4j writes it; null only while it is created.
  state      bytea,
  -- When it is full again, in milliseconds since 1970.
  expires_at bigint
);
create index rate_limit_bucket_expired on rate_limit_bucket (expires_at);

-- The processes that share this database and work for each other's imports.
create table cluster_member (
  id            uuid primary key,
  -- As import.worker has it.
  worker        text not null unique,
  host          text not null,
  process_id    bigint not null,
  role          text not null check (role in ('SERVE', 'IMPORT', 'WORKER')),
  version       text not null,
  -- The hash of each part of the configuration on which the built orders depend, by its name.
  configuration jsonb not null,
  -- What the imports that it works on reported last, as Text writes it, by the number of the import.
  messages      jsonb not null default '{}',
  since         timestamptz not null default clock_timestamp(),
  seen_at       timestamptz not null default clock_timestamp()
);

-- A part of an import that processes have begun to build; it is deleted when the part has ended.
create table partition_delivery (
  -- Of Spring Batch.
  step_execution_id bigint primary key,
  import_id         bigint not null,
  name              text not null,
  -- The process that builds it.
  member            uuid not null,
  -- The hosts of all that began, the last one included.
  hosts             text[] not null
);

-- A table belongs to one package of the program. What the others may read has a view.
create view import_result as select * from import;
create view event_result as select * from import_event;
create view change_result as
select e.import_id, e.occurred_at, e.actor, e.action, c.* from cell_change c join import_event e on e.id = c.event_id;
create view sheet_result as select * from sheet;
-- The blocks with their edited rows, which replace those of the same number.
create view row_source as
select b.*, (
  select jsonb_agg(to_jsonb(e)) from edited_row e
  where e.import_id = b.import_id and e.sheet = b.sheet and e.row >= b.first_row and e.row < upper(b.rows)) as edits
from row_block b;
create view problem_result as select * from problem;
-- Of placing an order; the ledger deletes them when the order is placed again or resolved.
create view order_problem as select * from problem where order_id is not null;
create view order_result as select * from orders;
-- The orders in doubt that were resolved, and whether that can be undone (ADR 0026).
create view resolution_result as
select o.id as order_id, o.status in ('ACCEPTED', 'HELD')
  and not exists (
    select 1 from attempt a where a.order_id = o.id
      and (a.started_at > o.resolved_at or (a.number = o.attempts and a.outcome in ('ACCEPTED', 'REJECTED'))))
  and not exists (select 1 from order_tracking t where t.order_id = o.id and t.status is not null)
  and exists (select 1 from import i where i.id = o.import_id and i.purged_at is null) as undoable
from orders o where o.resolved_at is not null;
create view attempt_result as select * from attempt;
create view tracking_result as select * from order_tracking;
create view status_change_result as select * from order_status_change;
create view inbox_result as
select f.import_id, f.position, f.processed, r.inbox
from inbox_file f join inbox_run r on r.id = f.run_id;
create view inbox_run_result as
select r.*, (select count(*) from inbox_file f where f.run_id = r.id and f.exit_code in (1, 2, 3)) as failed_files
from inbox_run r;
create view notification_result as select * from notification;
