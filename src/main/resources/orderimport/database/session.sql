select
  -- An intent is on disk before its request leaves. What waits for a replica, too, stays.
  set_config('synchronous_commit',
    case current_setting('synchronous_commit') when 'remote_apply' then 'remote_apply' else 'on' end,
    false),
  -- The same on every machine.
  set_config('TimeZone', 'UTC', false),
  -- What the ledger's statements are written for.
  set_config('default_transaction_isolation', 'read committed', false),
  -- Sessions wait in the pool. Those that hold a lease have a timeout of their own, see AdvisoryLock.
  set_config('idle_session_timeout', '0', false),
  -- Between two statements a file is read or a mail is sent. A frozen process is still found out.
  set_config('idle_in_transaction_session_timeout',
    (select case when setting::int between 1 and 600000 then '10min' else setting end
     from pg_settings where name = 'idle_in_transaction_session_timeout'),
    false),
  -- A machine that lost its power holds its locks no longer than two minutes.
  set_config('tcp_keepalives_idle', '60', false),
  set_config('tcp_keepalives_interval', '10', false),
  set_config('tcp_keepalives_count', '6', false)
