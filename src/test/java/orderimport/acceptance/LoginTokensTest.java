package orderimport.acceptance;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.HashSet;
import orderimport.cli.CommandLineRun;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** TelecomX's tokens live 15 minutes; an import may take longer. */
@Timeout(900)
class LoginTokensTest {
  private static Workplace workplace(TelecomXCounterpart telecomx, String... more)
      throws IOException {
    String[] lines = new String[more.length + 4];
    lines[0] = "base-url: " + telecomx.url();
    lines[1] =
        "auth: {type: login, login-path: /auth/login, username: %s,"
                .formatted(TelecomXCounterpart.USER)
            + " password: \"${TELECOMX_PASSWORD}\", present-as: {query: token}}";
    lines[2] = "concurrency: 1";
    lines[3] = "zone: UTC";
    System.arraycopy(more, 0, lines, 4, more.length);
    return new Workplace()
        .carrier("telecomx", lines)
        .variable("TELECOMX_PASSWORD", TelecomXCounterpart.PASSWORD);
  }

  private static void assertPlacedOnce(TelecomXCounterpart telecomx, int orders) {
    assertThat(telecomx.references()).hasSize(orders);
    assertThat(new HashSet<>(telecomx.references())).hasSize(orders);
  }

  /** Both clocks are moved by two minutes at each order: 40 minutes in all. */
  @Test
  void tokens_are_renewed_before_they_expire(@TempDir Path folder) throws Exception {
    Path time = Files.createFile(folder.resolve("moved.txt"));
    try (TelecomXCounterpart telecomx = new TelecomXCounterpart(new MovableClock(time), null)) {
      telecomx.fail(
          received -> {
            if (received.is("POST", "/internet/request")) {
              telecomx.clock.move(Duration.ofMinutes(2));
            }
            return Fault.NONE;
          });
      Workplace workplace = workplace(telecomx).setting("clock.file", time.toString());
      workplace.write("sites.csv", Sheets.telecomx("T", 20, "reseller"));
      CommandLineRun run = workplace.run("import", "sites.csv");

      assertThat(run.code()).as(run.err() + run.out()).isZero();
      assertPlacedOnce(telecomx, 20);
      assertThat(telecomx.expired()).isZero();
      assertThat(telecomx.logins()).isBetween(3, 5);
      assertThat(workplace.everything()).doesNotContain("canaryToken", "canaryTelecomX");
    }
  }

  /** Only the carrier's clock is moved, so that the program cannot know that a token expired. */
  @Test
  @Tag("long")
  void a_token_that_expired_unexpectedly_is_renewed_once() throws Exception {
    try (TelecomXCounterpart telecomx = TelecomXCounterpart.start()) {
      telecomx.fail(
          received -> {
            if (received.is("POST", "/internet/request")) {
              telecomx.clock.move(Duration.ofMinutes(2));
            }
            return Fault.NONE;
          });
      Workplace workplace = workplace(telecomx);
      workplace.write("sites.csv", Sheets.telecomx("T", 20, "reseller"));
      CommandLineRun run = workplace.run("import", "sites.csv");

      assertThat(run.code()).as(run.err() + run.out()).isZero();
      assertPlacedOnce(telecomx, 20);
      assertThat(telecomx.expired()).isBetween(2, 4);
      assertThat(telecomx.logins()).isEqualTo(telecomx.expired() + 1);
    }
  }

  /** Without moving a clock: tokens of a minute, orders for more than two. */
  @Test
  @Tag("long")
  void tokens_of_a_minute_are_renewed_in_time() throws Exception {
    try (TelecomXCounterpart telecomx = TelecomXCounterpart.start()) {
      telecomx.tokenMinutes(1);
      telecomx.limit(new Limit(2, Duration.ofSeconds(5)));
      Workplace workplace = workplace(telecomx, "rate-limit: {requests: 2, per: 5s}");
      workplace.write("sites.csv", Sheets.telecomx("T", 60, "reseller"));
      CommandLineRun run = workplace.run("import", "sites.csv");

      assertThat(run.code()).as(run.err() + run.out()).isZero();
      assertPlacedOnce(telecomx, 60);
      assertThat(telecomx.expired()).isZero();
      assertThat(telecomx.logins()).isBetween(3, 6);
    }
  }

  @Test
  void a_wrong_password_is_reported_and_places_nothing() throws Exception {
    try (TelecomXCounterpart telecomx = TelecomXCounterpart.start()) {
      Workplace workplace = workplace(telecomx).variable("TELECOMX_PASSWORD", "canaryWrong");
      workplace.write("sites.csv", Sheets.telecomx("T", 2, "reseller"));
      CommandLineRun run = workplace.run("import", "sites.csv");

      assertThat(run.code()).as(run.err() + run.out()).isEqualTo(1);
      assertThat(run.all()).contains("credentials_invalid").doesNotContain("canary");
      assertThat(telecomx.references()).isEmpty();
      assertThat(workplace.statuses(1).values()).containsOnly("HELD");
    }
  }

  @Test
  void a_header_can_present_the_token() throws Exception {
    try (TelecomXCounterpart telecomx = TelecomXCounterpart.start()) {
      telecomx.tokenHeader("X-Token");
      Workplace workplace = workplace(telecomx);
      workplace.carrier(
          "telecomx",
          "base-url: " + telecomx.url(),
          "auth: {type: login, login-path: /auth/login, username: %s,"
              .formatted(TelecomXCounterpart.USER),
          "  password: \"${TELECOMX_PASSWORD}\", present-as: {header: X-Token}}");
      workplace.write("sites.csv", Sheets.telecomx("T", 2, "reseller"));
      CommandLineRun run = workplace.run("import", "sites.csv");

      assertThat(run.code()).as(run.err() + run.out()).isZero();
      assertThat(telecomx.log())
          .allSatisfy(received -> assertThat(received.query()).doesNotContainKey("token"));
    }
  }
}
