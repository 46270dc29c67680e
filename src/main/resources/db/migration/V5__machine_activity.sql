create index batch_step_execution_started on batch_step_execution (job_execution_id) where status = 'STARTED';
create index batch_job_execution_params_by_execution on batch_job_execution_params (job_execution_id);

-- What each machine of several does now, for which import. The process that works on an import does nothing
-- itself while the parts of the import are built, except for those that it builds.
create view machine_activity as
select d.import_id, m.host, m.process_id, 'BUILD' as activity, count(*) as parts, null::jsonb as message
from partition_delivery d join cluster_member m on m.id = d.member
where m.seen_at > clock_timestamp() - interval '30 s'
group by d.import_id, m.host, m.process_id
union all
select i.id, m.host, m.process_id,
  case s.step_name when 'stage' then 'READ' when 'addresses' then 'LOOK_UP' when 'place' then 'PLACE' else 'REPORT' end,
  0, m.messages -> i.id::text
from batch_step_execution s
join batch_job_execution_params p on p.job_execution_id = s.job_execution_id and p.parameter_name = 'importId'
join import i on i.id = p.parameter_value::bigint and i.state = 'RUNNING'
join cluster_member m on m.worker = i.worker and m.seen_at > clock_timestamp() - interval '30 s'
where s.status = 'STARTED' and s.step_name in ('stage', 'addresses', 'place', 'report');
