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
import org.junit.jupiter.api.Test;
import org.springframework.dao.EmptyResultDataAccessException;
import org.springframework.jdbc.support.JdbcTransactionManager;
import org.springframework.transaction.support.TransactionTemplate;

/** The lease on an import, between two machines. */
class LeaseTest {
  private final TestDatabase.Database database = TestDatabase.database();
  private final Imports imports = imports(database.dataSource());
  private final Imports ofAnotherMachine = imports(database.anotherPool());

  private static Imports imports(DataSource dataSource) {
    return new Imports(
        dataSource,
        new TransactionTemplate(new JdbcTransactionManager(dataSource)),
        Clock.systemUTC());
  }

  @Test
  void a_frozen_transaction_keeps_the_lease_and_leaves_no_lock_behind() throws Exception {
    long id = imports.create("sites.csv", "abc", ImportOptions.NONE, Map.of()).id();
    try (Connection frozen = database.dataSource().getConnection();
        Statement statement = frozen.createStatement()) {
      frozen.setAutoCommit(false);
      statement.execute("select 1 from import where id = %d for update".formatted(id));

      assertThat(imports.acquireLease(id, "a machine")).isEmpty();

      assertThat(imports.isLocked(id)).isFalse();
      frozen.rollback();
    }
    Optional<Lease> taken = ofAnotherMachine.acquireLease(id, "another machine");
    assertThat(taken).isPresent();
    assertThat(imports.isLocked(id)).isTrue();
    assertThat(imports.acquireLease(id, "a machine")).isEmpty();
    taken.get().close();
    assertThat(imports.isLocked(id)).isFalse();
  }

  @Test
  void an_import_that_was_deleted_meanwhile_leaves_no_lock_behind() {
    long id = 4711;

    assertThatThrownBy(() -> imports.acquireLease(id, "a machine"))
        .isInstanceOf(EmptyResultDataAccessException.class);

    assertThat(ofAnotherMachine.isLocked(id)).isFalse();
  }
}
