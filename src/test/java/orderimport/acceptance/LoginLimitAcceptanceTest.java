package orderimport.acceptance;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.time.Instant;
import orderimport.cli.CommandLineRun;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** A login is a request to the carrier like any other. */
@Timeout(600)
class LoginLimitAcceptanceTest {

  @Test
  @Tag("long")
  void logins_take_part_in_the_rate_limit() throws Exception {
    try (TelecomXCounterpart telecomx = TelecomXCounterpart.start()) {
      telecomx.limitLogins();
      telecomx.limit(new Limit(3, Duration.ofMillis(1500)));
      Workplace workplace = new Workplace();
      CarrierSettings.telecomx(workplace, telecomx, "rate-limit: {requests: 3, per: 1500ms}");
      workplace.write("sites.csv", Sheets.telecomx("T", 9, "reseller"));
      CommandLineRun run = workplace.run("import", "sites.csv");

      assertThat(run.code()).as(run.all()).isZero();
      assertThat(telecomx.references()).hasSize(9);
    }
  }

  @Test
  @Tag("long")
  void a_check_takes_part_in_the_rate_limit() throws Exception {
    try (TelecomXCounterpart telecomx = TelecomXCounterpart.start()) {
      telecomx.limitLogins();
      telecomx.limit(new Limit(1, Duration.ofSeconds(4)));
      Workplace workplace = new Workplace();
      CarrierSettings.telecomx(workplace, telecomx, "rate-limit: {requests: 1, per: 4s}");
      for (int i = 1; i <= 2; i++) {
        CommandLineRun check = workplace.run("check", "telecomx");
        assertThat(check.code()).as(check.all()).isZero();
        assertThat(telecomx.logins()).isEqualTo(i);
      }
    }
  }

  @Test
  void a_check_does_not_wait_for_a_limit_that_is_used_up_for_long() throws Exception {
    try (TelecomXCounterpart telecomx = TelecomXCounterpart.start()) {
      Workplace workplace = new Workplace();
      CarrierSettings.telecomx(workplace, telecomx, "rate-limit: {requests: 1, per: 1h}");
      assertThat(workplace.run("check", "telecomx").code()).isZero();
      CommandLineRun check = workplace.run("check", "telecomx");
      assertThat(check.code()).isEqualTo(2);
      assertThat(check.out())
          .contains("FAILED  the login returned no token (the rate limit is used up until 20")
          .contains("check order-import.carriers.telecomx.rate-limits")
          .doesNotContain("login-path");
      assertThat(telecomx.logins()).isEqualTo(1);
    }
  }

  /** A token is fetched before the request that needs it takes its slot. */
  @Test
  @Tag("long")
  void a_single_slot_is_enough_for_logins_and_requests() throws Exception {
    try (TelecomXCounterpart telecomx = TelecomXCounterpart.start()) {
      telecomx.limitLogins();
      telecomx.limit(new Limit(1, Duration.ofSeconds(2)));
      Workplace workplace = new Workplace();
      CarrierSettings.telecomx(workplace, telecomx, "rate-limit: {requests: 1, per: 2s}");
      workplace.write("sites.csv", Sheets.telecomx("T", 2, "reseller"));
      CommandLineRun run = workplace.run("import", "sites.csv");
      assertThat(run.code()).as(run.all()).isZero();
      assertThat(telecomx.references()).hasSize(2);
      Instant start = Instant.now();
      CommandLineRun tracked = workplace.run("track");
      assertThat(tracked.code()).as(tracked.all()).isZero();
      // A request that held the only slot while it waited for a login took 40 seconds.
      assertThat(Duration.between(start, Instant.now())).isLessThan(Duration.ofSeconds(35));
    }
  }
}
