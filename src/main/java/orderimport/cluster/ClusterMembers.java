package orderimport.cluster;

import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Duration;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.UUID;
import javax.sql.DataSource;
import orderimport.database.SqlTime;
import orderimport.job.BuildPartitions.Partition;
import orderimport.problem.Text;
import org.springframework.jdbc.core.simple.JdbcClient;
import tools.jackson.core.type.TypeReference;
import tools.jackson.databind.json.JsonMapper;

/** The processes that share the database, the parts that they build, and their messages. */
final class ClusterMembers {
  static final String REGION = "order-import";

  private static final JsonMapper JSON = JsonMapper.shared();

  /** How long a process that ended without leaving is listed. */
  private static final Duration LISTED = Duration.ofHours(1);

  private final JdbcClient jdbc;

  ClusterMembers(DataSource dataSource) {
    this.jdbc = JdbcClient.create(dataSource);
  }

  /** Adds a process. */
  void join(UUID id, String worker, Role role, BuildFingerprint fingerprint, Host host) {
    jdbc.sql(
            "insert into cluster_member (id, worker, host, process_id, role, version, configuration)"
                + " values (?, ?, ?, ?, ?, ?, ?::jsonb)")
        .params(
            id,
            worker,
            host.name(),
            host.processId(),
            role.name(),
            fingerprint.version(),
            JSON.writeValueAsString(fingerprint.parts()))
        .update();
  }

  /**
   * A sign of life. Also deletes processes that have shown none for long.
   *
   * @param messages what the imports that the process works on reported last, by import number
   */
  void touch(UUID id, Map<Long, Text> messages) {
    jdbc.sql(
            "update cluster_member set seen_at = clock_timestamp(), messages = ?::jsonb"
                + " where id = ?")
        .params(JSON.writeValueAsString(messages), id)
        .update();
    jdbc.sql(
            "delete from cluster_member where seen_at < clock_timestamp() - make_interval(secs => ?)")
        .param(LISTED.toSeconds())
        .update();
  }

  void leave(UUID id) {
    jdbc.sql("delete from cluster_member where id = ?").param(id).update();
  }

  /** All processes, in the order in which they joined. */
  List<Member> findAll() {
    return jdbc.sql(
            """
            select m.*, clock_timestamp() - seen_at < interval '30 s' as alive,
              array(select i.id from import_result i
                    where i.worker = m.worker and i.state = 'RUNNING' order by id) as imports,
              array(select d.import_id || ' ' || d.name from partition_delivery d
                    where d.member = m.id order by d.import_id, d.name) as parts
            from cluster_member m order by since, id""")
        .query(ClusterMembers::read)
        .list();
  }

  private static Member read(ResultSet row, int number) throws SQLException {
    return new Member(
        row.getString("host"),
        row.getLong("process_id"),
        Role.valueOf(row.getString("role")),
        row.getString("version"),
        JSON.readValue(row.getString("configuration"), new TypeReference<Map<String, String>>() {}),
        SqlTime.instant(row, "since"),
        SqlTime.instant(row, "seen_at"),
        row.getBoolean("alive"),
        Arrays.asList((Long[]) row.getArray("imports").getArray()),
        Arrays.asList((String[]) row.getArray("parts").getArray()));
  }

  /**
   * Records that a process begins to build a part.
   *
   * @return the hosts of all that have begun to build it and, except the last one, not ended it
   */
  List<String> begin(long stepExecutionId, Partition partition, UUID member, String host) {
    return jdbc.sql(
            """
            insert into partition_delivery (step_execution_id, import_id, name, member, hosts)
            values (?, ?, ?, ?, array[?::text])
            on conflict (step_execution_id) do update
              set member = excluded.member, hosts = partition_delivery.hosts || excluded.hosts
            returning hosts""")
        .params(stepExecutionId, partition.importId(), partition.name(), member, host)
        .query((row, number) -> Arrays.asList((String[]) row.getArray("hosts").getArray()))
        .single();
  }

  /** Records that a part is no longer built. */
  void end(long stepExecutionId) {
    jdbc.sql("delete from partition_delivery where step_execution_id = ?")
        .param(stepExecutionId)
        .update();
  }

  /** Forgets that a process began to build parts, which it leaves to others as it is stopped. */
  void leaveParts(UUID member) {
    jdbc.sql(
            "update partition_delivery set hosts = hosts[1:cardinality(hosts) - 1] where member = ?")
        .param(member)
        .update();
  }

  /** The hosts of other processes that build parts of an import now. */
  List<String> helpers(long importId, UUID member) {
    return jdbc.sql(
            "select distinct m.host from partition_delivery d join cluster_member m on m.id ="
                + " d.member where d.import_id = ? and d.member <> ? order by 1")
        .params(importId, member)
        .query(String.class)
        .list();
  }

  /**
   * Withdraws the requests for those parts that no process builds now.
   *
   * @return the ids of the withdrawn parts
   */
  Set<Long> withdraw(Set<Long> stepExecutionIds) {
    if (stepExecutionIds.isEmpty()) {
      return Set.of();
    }
    Set<Long> withdrawn =
        jdbc.sql(
                """
                delete from int_channel_message where ctid = any(array(
                  select ctid from int_channel_message
                  where region = ? and (message_content -> 'payload' ->> 'stepExecutionId')::bigint = any(?)
                  for update skip locked))
                returning (message_content -> 'payload' ->> 'stepExecutionId')::bigint""")
            .params(REGION, stepExecutionIds.toArray(Long[]::new))
            .query(Long.class)
            .set();
    jdbc.sql("delete from partition_delivery where step_execution_id = any(?)")
        .param(withdrawn.toArray(Long[]::new))
        .update();
    return withdrawn;
  }
}
