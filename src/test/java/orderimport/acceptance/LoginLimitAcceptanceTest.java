package orderimport.acceptance;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import orderimport.cli.CommandLineRun;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** A login is a request to the carrier like any other. */
@Tag("long")
@Timeout(300)
class LoginLimitAcceptanceTest {

  @Test
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
}
