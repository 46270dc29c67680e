package orderimport.report;

import javax.sql.DataSource;
import orderimport.database.TestDatabase;
import org.springframework.jdbc.core.JdbcTemplate;

/** The database shared by the tests of this package. */
final class ReportDatabase {

  private static final DataSource SHARED = TestDatabase.fresh();

  private ReportDatabase() {}

  static DataSource empty() {
    new JdbcTemplate(SHARED).execute("truncate import, orders, row_block restart identity cascade");
    return SHARED;
  }
}
