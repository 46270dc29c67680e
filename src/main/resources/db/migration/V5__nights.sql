-- An inbox that was ever worked through, by the name that the configuration gives it, or its folder.
create table inbox (
  name      text primary key,
  -- The last set time that was dealt with: run, or said to be missed. Null if it has no set times.
  due_until timestamptz
);

-- A run through an inbox. Until it has ended, whoever comes next goes on with it.
create table inbox_run (
  id         bigint generated always as identity primary key,
  inbox      text not null references inbox,
  cause      text not null check (cause in ('COMMAND', 'SCHEDULE', 'WATCH')),
  -- The set time that it is for, and how many others passed before while nothing ran.
  due        timestamptz,
  missed     integer not null default 0,
  -- Whether nothing ran at the set time either.
  late       boolean not null default false,
  starts     integer not null default 1,
  started_at timestamptz not null,
  ended_at   timestamptz,
  -- Why it failed as a whole, or was not made, in plain words.
  trouble    text
);
create unique index inbox_run_open on inbox_run (inbox) where ended_at is null;
create index inbox_run_ended on inbox_run (inbox, ended_at);

-- A file that a run came upon. It is written before the file is moved.
create table inbox_file (
  run_id    bigint not null references inbox_run on delete cascade,
  position  bigint generated always as identity,
  name      text not null,
  -- Where it lies after the run: in the inbox if it stays there.
  place     text not null,
  -- Why it stays; null if it was moved.
  stays     text,
  exit_code integer not null,
  -- Null if none came of it.
  import_id bigint references import on delete set null,
  results   text,
  -- Whether the run did something for it, rather than find it imported.
  ran       boolean not null,
  primary key (run_id, place)
);

-- What people are to be told. It is kept with the end of what it tells of, and sent after.
create table message (
  -- The sender's own name for it, the same however often it is sent.
  id          uuid primary key,
  route       text not null check (route in ('MAIL', 'WEBHOOK')),
  -- Addresses, separated by commas; null for a webhook.
  recipients  text,
  subject     text not null,
  -- Plain text, or a webhook's JSON.
  body        text not null,
  html        text,
  -- A JSON list of files and the names under which they go.
  attachments text not null default '[]',
  created_at  timestamptz not null,
  tries       integer not null default 0,
  next_try    timestamptz not null,
  sent_at     timestamptz,
  last_error  text
);
create index message_to_send on message (next_try) where sent_at is null;

-- When the rows, the problems and the reports of an import were taken away.
alter table import add column tidied_at timestamptz;
