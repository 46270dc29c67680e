package orderimport.acceptance;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.util.List;
import java.util.stream.Stream;
import javax.net.ssl.SSLContext;
import orderimport.cli.CommandLineRun;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/** A carrier whose certificate was good when its orders were placed, and no longer is. */
@Timeout(600)
class WrongCertificateTest {
  private static final String LOCAL = "san=ip:127.0.0.1";
  private static final String SETTING = "order-import.carriers.telecomx.";
  private static final String EXPIRED =
      "its certificate has expired; report it to its operator, or check " + SETTING + "base-url";

  @TempDir Path folder;

  private PrivateCertificates certificates;
  private TelecomXCounterpart telecomx;
  private ResettableFront front;
  private Workplace workplace;

  @BeforeEach
  void start() throws Exception {
    certificates = new PrivateCertificates(folder);
    telecomx = TelecomXCounterpart.start();
    front = ResettableFront.secure(telecomx, certificates.carrier());
    workplace = new Workplace();
    workplace.write(
        "job-config/bundles.yml",
        "spring.ssl.bundle.pem.carriers.truststore.certificate: \"file:%s/ca.pem\"\n"
            .formatted(folder));
    workplace
        .variable("TELECOMX_PASSWORD", TelecomXCounterpart.PASSWORD)
        .carrier(
            "telecomx",
            "base-url: " + front.url(),
            "auth: {type: login, login-path: /auth/login, username: %s,"
                .formatted(TelecomXCounterpart.USER),
            "  password: \"${TELECOMX_PASSWORD}\", present-as: {query: token}}",
            "zone: UTC",
            "ask-after: 0s",
            "ssl-bundle: carriers");
  }

  @AfterEach
  void stop() {
    front.close();
    telecomx.close();
  }

  private void importOneInDoubt() throws IOException {
    telecomx.fail(
        received -> received.field("reference").equals("T-1") ? Fault.RESET_AFTER : Fault.NONE);
    workplace.write("sites.csv", Sheets.telecomx("T", 2, "reseller"));
    CommandLineRun run = workplace.run("import", "sites.csv");
    assertThat(run.code()).as(run.all()).isEqualTo(5);
    workplace.write("more.csv", Sheets.telecomx("U", 2, "reseller"));
  }

  private SSLContext expired() throws Exception {
    return certificates.server(
        "expired", "-signer", "authority", "-ext", LOCAL, "-startdate", "-9d", "-validity", "5");
  }

  static Stream<Arguments> certificates() {
    return Stream.of(
        Arguments.of("-signer authority -startdate -9d -validity 5 -ext " + LOCAL, EXPIRED),
        Arguments.of(
            "-signer authority -startdate +2d -ext " + LOCAL,
            "its certificate is not valid yet; check the clock of this machine and "
                + SETTING
                + "base-url"),
        Arguments.of(
            "-signer authority -ext san=dns:api.example",
            "its certificate is for another host; check " + SETTING + "base-url"),
        Arguments.of(
            "-ext " + LOCAL,
            "its certificate is not trusted; add its issuer to the bundle carriers ("
                + SETTING
                + "ssl-bundle)"));
  }

  @ParameterizedTest
  @Tag("long")
  @MethodSource("certificates")
  void check_names_the_setting_to_change(String options, String message) throws Exception {
    front.present(certificates.server("wrong", options.split(" ")));

    CommandLineRun check = workplace.run("check", "telecomx");
    assertThat(check.out())
        .contains("FAILED  " + message + "\n", "FAILED  the login returned no token (" + message)
        .doesNotContain("login-path", "xception", "canary");
    assertThat(check.code()).isEqualTo(2);
    assertThat(telecomx.log()).isEmpty();
  }

  @Test
  void nothing_else_is_sent_either() throws Exception {
    importOneInDoubt();
    int requests = telecomx.log().size();
    front.present(expired());

    CommandLineRun track = workplace.run("track");
    assertThat(track.code()).isEqualTo(1);
    CommandLineRun asked = workplace.run("in-doubt", "--ask");
    assertThat(workplace.statuses(1))
        .containsEntry("telecomx T-0", "ACCEPTED")
        .containsEntry("telecomx T-1", "IN_DOUBT");
    workplace.variable("ORDERIMPORT_CARRIERS_TELECOMX_ADDRESSCHECK", "true");
    CommandLineRun validated = workplace.run("validate", "more.csv");
    assertThat(validated.code()).isZero();
    for (CommandLineRun run : List.of(track, asked, validated)) {
      assertThat(run.all()).contains(EXPIRED).doesNotContain("xception", "canary");
    }
    assertThat(telecomx.log()).hasSize(requests);
  }

  /** What the server presents is needed to ask its operator. */
  @Test
  void check_shows_a_certificate_that_is_not_accepted() throws Exception {
    front.present(expired());

    CommandLineRun check = workplace.run("check", "telecomx");
    assertThat(check.code()).isEqualTo(2);
    assertThat(check.out())
        .contains("FAILED  " + EXPIRED + "\n")
        .contains(
            "the server presents the certificate of CN=expired (127.0.0.1), issued by"
                + " CN=authority, valid from %s to %s"
                    .formatted(day(Duration.ofDays(9)), day(Duration.ofDays(4))));
  }

  private static LocalDate day(Duration ago) {
    return LocalDate.ofInstant(Instant.now().minus(ago), ZoneOffset.UTC);
  }

  @Test
  @Tag("long")
  void orders_stay_held_until_the_certificate_is_renewed() throws Exception {
    workplace.write("more.csv", Sheets.telecomx("U", 2, "reseller"));
    front.present(expired());

    CommandLineRun run = workplace.run("import", "more.csv");
    assertThat(run.all()).contains(EXPIRED).doesNotContain("xception", "canary");
    assertThat(run.code()).isEqualTo(1);
    assertThat(workplace.statuses(1).values()).containsOnly("HELD");
    assertThat(telecomx.log()).isEmpty();
    assertThat(Files.readString(workplace.folder().resolve("data/logs/order-import.log")))
        .contains("its certificate has expired");

    front.present(certificates.carrier());
    assertThat(workplace.run("resume", 1).code()).isZero();
    assertThat(telecomx.references()).containsExactlyInAnyOrder("U-0", "U-1");
  }
}
