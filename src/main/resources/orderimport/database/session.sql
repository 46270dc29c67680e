select
  -- An intent is on disk before its request leaves. What waits for a replica, too, stays.
  set_config('synchronous_commit',
    case current_setting('synchronous_commit') when 'remote_apply' then 'remote_apply' else 'on' end,
    false)
