package orderimport.report;

import javax.sql.DataSource;
import orderimport.database.TestDatabase;
import org.springframework.jdbc.core.JdbcTemplate;

/** One database for the tests of results. */
final class ReportDatabase {

  private static final DataSource SHARED = TestDatabase.fresh();

  private ReportDatabase() {}

  static DataSource empty() {
    new JdbcTemplate(SHARED)
        .execute("truncate import, orders, staged_row restart identity cascade");
    return SHARED;
  }
}
