package orderimport.acceptance;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Files;
import java.time.Duration;
import orderimport.cli.CommandLineRun;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import tools.jackson.databind.node.ObjectNode;

/** TelecomX looks addresses up before a request is placed. */
@Tag("long")
@Timeout(600)
class AddressCheckAcceptanceTest {
  private static final ObjectNode FIRST =
      TelecomXCounterpart.address(
          "5d00000000000000000000b1", "Vallensbækvej", "1", "", "", 2605, "Brøndby");
  private static final ObjectNode NEIGHBOUR =
      TelecomXCounterpart.address(
          "5d00000000000000000000b2", "Vallensbækvej", "2", "st", "tv", 2605, "Brøndby");
  private static final ObjectNode OPPOSITE =
      TelecomXCounterpart.address(
          "5d00000000000000000000b3", "Vallensbækvej", "2", "st", "th", 2605, "Brøndby");

  private static Workplace workplace(TelecomXCounterpart telecomx) throws Exception {
    Workplace workplace = new Workplace();
    CarrierSettings.telecomx(
        workplace, telecomx, "address-check: true", "rate-limit: {requests: 5, per: 1s}");
    telecomx.limit(new Limit(5, Duration.ofSeconds(1)));
    // Orders at the numbers 1, 2 and 3 of the street.
    workplace.write("sites.csv", Sheets.telecomx("T", 3, "reseller"));
    return workplace;
  }

  @Test
  void several_matches_and_none_are_errors_of_the_address() throws Exception {
    try (TelecomXCounterpart telecomx = TelecomXCounterpart.start()) {
      telecomx.addresses(FIRST, NEIGHBOUR, OPPOSITE);
      Workplace workplace = workplace(telecomx);
      CommandLineRun run = workplace.run("import", "sites.csv");

      assertThat(run.code()).as(run.all()).isEqualTo(4);
      assertThat(telecomx.references()).containsExactly("T-0");
      assertThat(workplace.statuses(1))
          .containsEntry("telecomx T-0", "ACCEPTED")
          .containsEntry("telecomx T-1", "INVALID")
          .containsEntry("telecomx T-2", "INVALID");
      String problems = Files.readString(workplace.results(1).resolve("problems.csv"));
      assertThat(problems).contains("st", "tv", "th").doesNotContain("canary");
    }
  }

  @Test
  void a_look_up_that_fails_is_a_warning() throws Exception {
    try (TelecomXCounterpart telecomx = TelecomXCounterpart.start()) {
      telecomx.fail(
          received ->
              received.path().equals("/customer/address/lookup") ? Fault.ERROR_BEFORE : Fault.NONE);
      Workplace workplace = workplace(telecomx);
      CommandLineRun run = workplace.run("import", "sites.csv");

      assertThat(run.code()).as(run.all()).isZero();
      assertThat(telecomx.references()).hasSize(3);
      assertThat(Files.readString(workplace.results(1).resolve("problems.csv")))
          .containsIgnoringCase("warning");
    }
  }
}
