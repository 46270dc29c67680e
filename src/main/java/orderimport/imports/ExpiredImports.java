package orderimport.imports;

import java.time.Clock;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.util.Collection;
import java.util.List;
import java.util.Set;
import javax.sql.DataSource;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Repository;

/** Imports that ended before a time, with no order on hold, being sent or in doubt. */
@Repository
public class ExpiredImports {
  private static final String EXPIRED =
      """
      state in ('COMPLETED', 'FAILED') and finished_at < ? and not exists (
        select 1 from order_result o where o.import_id = import.id
          and o.status in ('HELD', 'SENDING', 'IN_DOUBT'))\
      """;

  private final JdbcClient jdbc;
  private final StagedRows stagedRows;
  private final Clock clock;

  ExpiredImports(DataSource dataSource, StagedRows stagedRows, Clock clock) {
    this.jdbc = JdbcClient.create(dataSource);
    this.stagedRows = stagedRows;
    this.clock = clock;
  }

  /** The imports that ended before a time and still have their rows. */
  public List<Long> findUnpurged(Instant time) {
    return jdbc.sql("select id from import where purged_at is null and " + EXPIRED + " order by id")
        .param(at(time))
        .query(Long.class)
        .list();
  }

  /**
   * Deletes the rows and problems of an import in the transaction of the caller.
   *
   * @return false if its work has resumed meanwhile
   */
  public boolean purge(long importId, Instant time) {
    int updated =
        jdbc.sql(
                "update import set purged_at = ? where id = ? and purged_at is null and " + EXPIRED)
            .params(at(clock.instant()), importId, at(time))
            .update();
    if (updated == 1) {
      jdbc.sql("delete from problem where import_id = ?").param(importId).update();
      jdbc.sql("delete from import_file where import_id = ?").param(importId).update();
      stagedRows.delete(importId);
    }
    return updated == 1;
  }

  /** The imports among these that ended before a time. */
  public Set<Long> endedBefore(Instant time, Collection<Long> imports) {
    return jdbc.sql("select id from import where id = any(?) and " + EXPIRED)
        .param(imports.toArray(new Long[0]))
        .param(at(time))
        .query(Long.class)
        .set();
  }

  /** The imports among these that exist. */
  public Set<Long> existing(Collection<Long> imports) {
    return jdbc.sql("select id from import where id = any(?)")
        .param(imports.toArray(new Long[0]))
        .query(Long.class)
        .set();
  }

  private static OffsetDateTime at(Instant time) {
    return time.atOffset(ZoneOffset.UTC);
  }
}
