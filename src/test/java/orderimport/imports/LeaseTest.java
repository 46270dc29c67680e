package orderimport.imports;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.sql.Connection;
import java.sql.Statement;
import java.time.Clock;
import java.util.Map;
import java.util.Optional;
import javax.sql.DataSource;
import orderimport.database.TestDatabase;
import orderimport.problem.Text;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.springframework.dao.EmptyResultDataAccessException;
import org.springframework.jdbc.support.JdbcTransactionManager;
import org.springframework.transaction.support.TransactionTemplate;

/** The lease on an import, between two processes. */
class LeaseTest {
  private final TestDatabase.Database database = TestDatabase.database();
  private final Imports imports = imports(database.dataSource());
  private final Imports ofAnotherProcess = imports(database.anotherPool());

  private static Imports imports(DataSource dataSource) {
    return new Imports(
        dataSource,
        new TransactionTemplate(new JdbcTransactionManager(dataSource)),
        Clock.systemUTC());
  }

  @Test
  @Tag("long")
  void a_stalled_transaction_blocks_the_lease_and_leaves_no_lock() throws Exception {
    long id = imports.create("sites.csv", "abc", ImportOptions.NONE, Map.of()).id();
    try (Connection stalled = database.dataSource().getConnection();
        Statement statement = stalled.createStatement()) {
      stalled.setAutoCommit(false);
      statement.execute("select 1 from import where id = %d for update".formatted(id));

      assertThat(imports.acquireLease(id, "a process")).isEmpty();

      assertThat(imports.isLocked(id)).isFalse();
      stalled.rollback();
    }
    Optional<Lease> acquired = ofAnotherProcess.acquireLease(id, "another process");
    assertThat(acquired).isPresent();
    assertThat(imports.isLocked(id)).isTrue();
    assertThat(imports.acquireLease(id, "a process")).isEmpty();
    acquired.get().close();
    assertThat(imports.isLocked(id)).isFalse();
  }

  @Test
  void a_deleted_import_leaves_no_lock_behind() {
    long id = 4711;

    assertThatThrownBy(() -> imports.acquireLease(id, "a process"))
        .isInstanceOf(EmptyResultDataAccessException.class);

    assertThat(ofAnotherProcess.isLocked(id)).isFalse();
  }

  @Test
  void only_the_process_that_took_over_says_why_work_ended() {
    Import created = imports.create("sites.csv", "abc", ImportOptions.NONE, Map.of());
    Text reason = Text.verbatim("of the first process");
    imports.explainEnd(created, reason);
    assertThat(imports.get(created.id()).endReason()).isEqualTo(reason);

    try (Lease lease = ofAnotherProcess.acquireLease(created.id(), "another").orElseThrow()) {
      ofAnotherProcess.finish(lease, Import.State.COMPLETED, 0);
    }
    imports.explainEnd(created, reason);

    assertThat(imports.get(created.id()).endReason()).isNull();
  }
}
