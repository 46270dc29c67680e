package orderimport.database;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.Optional;
import java.util.function.BooleanSupplier;
import javax.sql.DataSource;
import org.junit.jupiter.api.Test;
import org.springframework.jdbc.core.simple.JdbcClient;

/** The lock of one program, as another machine sees it. */
class AdvisoryLockTest {
  private static final long KEY = 77;
  private static final Duration SHORT = Duration.ofMillis(300);

  private final TestDatabase.Database database = TestDatabase.empty();
  // With a function that stands in for PostgreSQL's own, if there is one.
  private final DataSource pool = database.anotherPool("set search_path = public, pg_catalog");
  private final DataSource otherMachine = database.anotherPool();
  private final JdbcClient sql = JdbcClient.create(otherMachine);

  @Test
  void one_has_it_until_it_is_closed() {
    try (AdvisoryLock lock = AdvisoryLock.tryAcquire(pool, KEY).orElseThrow()) {
      assertThat(lock).isNotNull();
      assertThat(AdvisoryLock.tryAcquire(otherMachine, KEY)).isEmpty();
      assertThat(AdvisoryLock.tryAcquire(pool, KEY)).isEmpty();
      assertThat(AdvisoryLock.isHeld(otherMachine, KEY)).isTrue();
      assertThat(AdvisoryLock.isHeld(otherMachine, KEY + 1)).isFalse();
    }

    assertThat(AdvisoryLock.isHeld(otherMachine, KEY)).isFalse();
    taken(otherMachine);
  }

  @Test
  void large_and_negative_keys_are_seen_as_well() {
    for (long key : new long[] {-1, Long.MIN_VALUE, Long.MAX_VALUE, 0x6f72_6465_0000_0007L}) {
      try (AdvisoryLock lock = AdvisoryLock.tryAcquire(pool, key).orElseThrow()) {
        assertThat(lock).isNotNull();
        assertThat(AdvisoryLock.isHeld(otherMachine, key)).isTrue();
      }
    }
  }

  @Test
  void a_connection_that_cannot_unlock_is_not_used_again() {
    AdvisoryLock lock = AdvisoryLock.tryAcquire(pool, KEY).orElseThrow();
    forbidUnlocking();

    lock.close();

    assertThat(soonFree()).isTrue();
    assertThat(sql.sql("select 1").query(Integer.class).single()).isEqualTo(1);
    for (int i = 0; i < 10; i++) {
      JdbcClient.create(pool).sql("select 1").query(Integer.class).single();
    }
  }

  @Test
  void a_lost_session_does_no_harm_to_who_closes_the_lock() {
    AdvisoryLock lock = AdvisoryLock.tryAcquire(pool, KEY).orElseThrow();
    terminate();

    lock.close();

    assertThat(soonFree()).isTrue();
    taken(pool);
  }

  @Test
  void a_lost_session_is_replaced_while_the_lock_is_free() {
    try (AdvisoryLock lock = AdvisoryLock.tryAcquire(pool, KEY, SHORT).orElseThrow()) {
      assertThat(lock).isNotNull();
      terminate();

      assertThat(soon(() -> AdvisoryLock.isHeld(otherMachine, KEY))).isTrue();
    }
    assertThat(soonFree()).isTrue();
  }

  @Test
  void a_lock_that_another_took_meanwhile_is_left_to_it() throws InterruptedException {
    AdvisoryLock taken;
    try (AdvisoryLock lost =
        AdvisoryLock.tryAcquire(pool, KEY, Duration.ofSeconds(3)).orElseThrow()) {
      assertThat(lost).isNotNull();
      terminate();
      assertThat(soonFree()).isTrue();

      taken = AdvisoryLock.tryAcquire(otherMachine, KEY).orElseThrow();
      Thread.sleep(5_000);
      assertThat(holders()).isEqualTo(1);
    }
    try (taken) {
      assertThat(holders()).as("it is not the one to release it").isEqualTo(1);
    }
  }

  private void terminate() {
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

  /** The session finds a function of that name before PostgreSQL's own. */
  private void forbidUnlocking() {
    sql.sql(
            "create function public.pg_advisory_unlock(bigint) returns boolean language plpgsql as"
                + " $$ begin raise exception 'not now'; end $$")
        .update();
  }

  private boolean soonFree() {
    return soon(() -> !AdvisoryLock.isHeld(otherMachine, KEY));
  }

  private static boolean soon(BooleanSupplier condition) {
    long end = System.nanoTime() + Duration.ofSeconds(10).toNanos();
    while (!condition.getAsBoolean()) {
      if (System.nanoTime() > end) {
        return false;
      }
      Thread.onSpinWait();
    }
    return true;
  }

  private static void taken(DataSource by) {
    Optional<AdvisoryLock> lock = AdvisoryLock.tryAcquire(by, KEY);
    assertThat(lock).isPresent();
    lock.get().close();
  }
}
