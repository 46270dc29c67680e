package orderimport.database;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.Optional;
import javax.sql.DataSource;
import org.junit.jupiter.api.Test;
import org.springframework.jdbc.core.simple.JdbcClient;

/** The lock of one program, as another machine sees it. */
class AdvisoryLockTest {
  private static final long KEY = 77;

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
    sql.sql(
            "select pg_terminate_backend(pid) from pg_locks"
                + " where locktype = 'advisory' and granted and objid = ?")
        .param(KEY)
        .query(Boolean.class)
        .list();

    lock.close();

    assertThat(soonFree()).isTrue();
    taken(pool);
  }

  /** The session finds a function of that name before PostgreSQL's own. */
  private void forbidUnlocking() {
    sql.sql(
            "create function public.pg_advisory_unlock(bigint) returns boolean language plpgsql as"
                + " $$ begin raise exception 'not now'; end $$")
        .update();
  }

  private boolean soonFree() {
    long end = System.nanoTime() + Duration.ofSeconds(10).toNanos();
    while (AdvisoryLock.isHeld(otherMachine, KEY)) {
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
