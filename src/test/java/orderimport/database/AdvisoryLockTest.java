package orderimport.database;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.Optional;
import java.util.function.BooleanSupplier;
import javax.sql.DataSource;
import org.junit.jupiter.api.Test;
import org.springframework.jdbc.core.simple.JdbcClient;

/** The lock of one process, as seen from another. */
class AdvisoryLockTest {
  private static final long KEY = 77;
  private static final Duration SHORT = Duration.ofMillis(300);

  private final TestDatabase.Database database = TestDatabase.empty();
  // Finds a function of the public schema before PostgreSQL's own of the same name.
  private final DataSource pool = database.anotherPool("set search_path = public, pg_catalog");
  private final DataSource otherProcess = database.anotherPool();
  private final JdbcClient sql = JdbcClient.create(otherProcess);

  @Test
  void one_process_holds_the_lock_until_it_is_closed() {
    try (AdvisoryLock lock = AdvisoryLock.tryAcquire(pool, KEY).orElseThrow()) {
      assertThat(lock).isNotNull();
      assertThat(AdvisoryLock.tryAcquire(otherProcess, KEY)).isEmpty();
      assertThat(AdvisoryLock.tryAcquire(pool, KEY)).isEmpty();
      assertThat(AdvisoryLock.isHeld(otherProcess, KEY)).isTrue();
      assertThat(AdvisoryLock.isHeld(otherProcess, KEY + 1)).isFalse();
    }

    assertThat(AdvisoryLock.isHeld(otherProcess, KEY)).isFalse();
    assertAcquirable(otherProcess);
  }

  @Test
  void large_and_negative_keys_are_seen_too() {
    for (long key : new long[] {-1, Long.MIN_VALUE, Long.MAX_VALUE, 0x6f72_6465_0000_0007L}) {
      try (AdvisoryLock lock = AdvisoryLock.tryAcquire(pool, key).orElseThrow()) {
        assertThat(lock).isNotNull();
        assertThat(AdvisoryLock.isHeld(otherProcess, key)).isTrue();
      }
    }
  }

  @Test
  void a_connection_that_cannot_unlock_is_not_reused() {
    AdvisoryLock lock = AdvisoryLock.tryAcquire(pool, KEY).orElseThrow();
    forbidUnlocking();

    lock.close();

    assertThat(isSoonFree()).isTrue();
    assertThat(sql.sql("select 1").query(Integer.class).single()).isEqualTo(1);
    for (int i = 0; i < 10; i++) {
      JdbcClient.create(pool).sql("select 1").query(Integer.class).single();
    }
  }

  @Test
  void closing_the_lock_tolerates_a_lost_session() {
    AdvisoryLock lock = AdvisoryLock.tryAcquire(pool, KEY).orElseThrow();
    terminateHoldersSession();

    lock.close();

    assertThat(isSoonFree()).isTrue();
    assertAcquirable(pool);
  }

  @Test
  void a_lost_session_is_replaced_while_the_lock_is_free() {
    try (AdvisoryLock lock = AdvisoryLock.tryAcquire(pool, KEY, SHORT).orElseThrow()) {
      assertThat(lock).isNotNull();
      terminateHoldersSession();

      assertThat(waitFor(() -> AdvisoryLock.isHeld(otherProcess, KEY))).isTrue();
    }
    assertThat(isSoonFree()).isTrue();
  }

  @Test
  void a_lock_acquired_by_another_meanwhile_is_left_to_it() throws InterruptedException {
    AdvisoryLock taken;
    try (AdvisoryLock lost =
        AdvisoryLock.tryAcquire(pool, KEY, Duration.ofSeconds(3)).orElseThrow()) {
      assertThat(lost).isNotNull();
      terminateHoldersSession();
      assertThat(isSoonFree()).isTrue();

      taken = AdvisoryLock.tryAcquire(otherProcess, KEY).orElseThrow();
      Thread.sleep(5_000);
      assertThat(holders()).isEqualTo(1);
    }
    try (taken) {
      assertThat(holders()).as("the other process still holds it").isEqualTo(1);
    }
  }

  private void terminateHoldersSession() {
    sql.sql(
            "select pg_terminate_backend(pid, 5000) from pg_locks"
                + " where locktype = 'advisory' and granted and objid = ?")
        .param(KEY)
        .query(Boolean.class)
        .list();
  }

  private long holders() {
    return sql.sql("select count(*) from pg_locks where locktype = 'advisory' and objid = ?")
        .param(KEY)
        .query(Long.class)
        .single();
  }

  /** Creates a function that hides PostgreSQL's own. */
  private void forbidUnlocking() {
    sql.sql(
            "create function public.pg_advisory_unlock(bigint) returns boolean language plpgsql as"
                + " $$ begin raise exception 'not now'; end $$")
        .update();
  }

  private boolean isSoonFree() {
    return waitFor(() -> !AdvisoryLock.isHeld(otherProcess, KEY));
  }

  private static boolean waitFor(BooleanSupplier condition) {
    long end = System.nanoTime() + Duration.ofSeconds(10).toNanos();
    while (!condition.getAsBoolean()) {
      if (System.nanoTime() > end) {
        return false;
      }
      Thread.onSpinWait();
    }
    return true;
  }

  private static void assertAcquirable(DataSource by) {
    Optional<AdvisoryLock> lock = AdvisoryLock.tryAcquire(by, KEY);
    assertThat(lock).isPresent();
    lock.get().close();
  }
}
