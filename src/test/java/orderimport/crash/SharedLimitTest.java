package orderimport.crash;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/**
 * Three programs with different clocks share a database and a carrier's rate limit; one of them is
 * killed and restarted.
 */
class SharedLimitTest {

  /**
   * What the carrier saw: all requests, the most in any window, and the rate as a fraction of the
   * limit.
   */
  private record Seen(int requests, int worstWindow, double rate) {}

  @Test
  @Tag("long")
  void three_programs_never_exceed_their_shared_limit() throws Exception {
    Seen seen = run(20, Duration.ofSeconds(4), Duration.ofSeconds(13), Duration.ofSeconds(5));

    assertThat(seen.worstWindow).isLessThanOrEqualTo(20);
    // The limit took effect, however slow the machine is.
    assertThat(seen.requests).isGreaterThan(20);
  }

  @Test
  @Tag("long")
  void a_shared_limit_is_used_fully_for_five_minutes() throws Exception {
    Seen seen = run(60, Duration.ofMinutes(1), Duration.ofSeconds(315), Duration.ofSeconds(130));

    assertThat(seen.worstWindow).isEqualTo(60);
    assertThat(seen.rate).isGreaterThanOrEqualTo(0.98);
  }

  private static Seen run(int requests, Duration window, Duration length, Duration untilKill)
      throws Exception {
    String limit = "rate-limit: {requests: %d, per: %ds}".formatted(requests, window.toSeconds());
    try (CrashTestEnvironment crashTestEnvironment = new CrashTestEnvironment(2, limit)) {
      // Slots that other tests used under longer windows are not released for a minute.
      crashTestEnvironment.ledgerAudit().sql().sql("delete from rate_limit_slot").update();
      int orders = (int) (requests * (length.dividedBy(window) + 2));
      List<Path> files = new ArrayList<>();
      List<ChildProcess> programs = new ArrayList<>();
      for (int i = -1; i <= 1; i++) {
        files.add(crashTestEnvironment.write(sheet(orders)));
        programs.add(start(crashTestEnvironment, files.get(i + 1), i));
      }
      CrashTestEnvironment.await(() -> !crashTestEnvironment.carriers().arrivals().isEmpty());
      Thread.sleep(untilKill.toMillis());
      programs.get(1).kill();
      assertThat(programs.get(1).waitForExit()).isEqualTo(137);
      programs.set(1, start(crashTestEnvironment, files.get(1), 0));
      Thread.sleep(length.minus(untilKill).toMillis());
      programs.forEach(ChildProcess::stop);
      for (ChildProcess program : programs) {
        assertThat(program.waitForExit()).as(program.output()).isEqualTo(1);
      }
      assertThat(crashTestEnvironment.carriers().counts().values()).containsOnly(1);
      return seen(crashTestEnvironment.carriers(), requests, window);
    }
  }

  private static OrderSheet sheet(int orders) {
    OrderSheet sheet = new OrderSheet();
    String name = CrashTestEnvironment.unique("L");
    for (int i = 0; i < orders; i++) {
      sheet.order("granite", name + "-" + i);
    }
    return sheet;
  }

  private static ChildProcess start(
      CrashTestEnvironment crashTestEnvironment, Path file, int skew) {
    Duration wrong = Duration.ofMinutes(7L * skew);
    return crashTestEnvironment.start(Map.of("clock.skew", wrong.toString()), "import", file);
  }

  private static Seen seen(FakeCarriers fakeCarriers, int requests, Duration window) {
    List<Long> arrivals =
        fakeCarriers.arrivals().stream().map(FakeCarriers.Arrival::nanos).sorted().toList();
    int worst = 0;
    for (int from = 0, to = 0; to < arrivals.size(); to++) {
      while (arrivals.get(to) - arrivals.get(from) >= window.toNanos()) {
        from++;
      }
      worst = Math.max(worst, to - from + 1);
    }
    // At the full rate, the n-th wave of requests arrives n windows after the first, or slightly
    // later.
    int waves = (arrivals.size() - 1) / requests;
    double elapsed = arrivals.get(waves * requests) - arrivals.get(0);
    Seen seen = new Seen(arrivals.size(), worst, waves * window.toNanos() / elapsed);
    System.out.printf(
        "%d requests of three programs: worst window %d of %d, rate %.1f %% of the limit%n",
        arrivals.size(), seen.worstWindow, requests, 100 * seen.rate);
    return seen;
  }
}
