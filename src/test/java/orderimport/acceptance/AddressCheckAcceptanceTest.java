package orderimport.acceptance;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Files;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.regex.Pattern;
import orderimport.cli.CommandLineRun;
import orderimport.web.HttpUser;
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

  private static final Pattern CHOICE = Pattern.compile("name=\"use\" value=\"([\\d:]+)\"");

  private static Workplace workplace(TelecomXCounterpart telecomx) throws Exception {
    Workplace workplace = new Workplace();
    CarrierSettings.telecomx(
        workplace, telecomx, "address-check: true", "rate-limit: {requests: 5, per: 1s}");
    telecomx.limit(new Limit(5, Duration.ofSeconds(1)));
    // Orders at the numbers 1, 2 and 3 of the street.
    workplace.write("sites.csv", Sheets.telecomx("T", 3, "reseller"));
    return workplace;
  }

  /** Applies a suggestion to the first import; returns the page that follows. */
  private static String apply(HttpUser user, String choice) throws Exception {
    String page =
        user.post("/imports/1/cells", Map.of("use", choice))
            .headers()
            .firstValue("location")
            .orElseThrow();
    return user.get(page.substring(page.indexOf("/imports"))).body();
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

  @Test
  void suggestions_applied_on_the_page_are_placed_once() throws Exception {
    try (TelecomXCounterpart telecomx = TelecomXCounterpart.start()) {
      telecomx.addresses(FIRST, NEIGHBOUR, OPPOSITE);
      Workplace workplace = workplace(telecomx);
      workplace.run("import", "sites.csv");
      assertThat(telecomx.references()).containsExactly("T-0");

      try (ServedPage page = ServedPage.start(workplace)) {
        HttpUser uploader = page.user("upload");
        List<String> choices =
            CHOICE
                .matcher(uploader.get("/imports/1/problems").body())
                .results()
                .map(choice -> choice.group(1))
                .toList();
        // T-1 is at number 2, which has two doors; T-2 is at number 3, which does not exist.
        assertThat(choices).hasSizeGreaterThanOrEqualTo(2);
        assertThat(apply(uploader, choices.get(1))).contains("Saved; the order was checked again");
        // The browser repeats the request.
        assertThat(apply(uploader, choices.get(1))).contains("Nothing was changed");
        assertThat(uploader.awaitIdle(1)).contains("1 of 3 orders placed");
        assertThat(uploader.get("/imports/2").statusCode()).isEqualTo(404);
        assertThat(telecomx.references()).containsExactly("T-0");

        HttpUser placer = page.user("place");
        String form = placer.get("/imports/1/place").body();
        placer.post(
            "/imports/1/place",
            Map.of(
                "version",
                form.replaceAll("(?s).*name=\"version\" value=\"([^\"]*)\".*", "$1"),
                "held",
                "1",
                "sure",
                "true"));
        assertThat(placer.awaitIdle(1)).contains("2 of 3 orders placed");
      }

      assertThat(telecomx.references()).containsExactly("T-0", "T-1");
      assertThat(telecomx.street("T-1")).isEqualTo("Vallensbækvej 2, st. th");
      assertThat(workplace.statuses(1))
          .containsEntry("telecomx T-0", "ACCEPTED")
          .containsEntry("telecomx T-1", "ACCEPTED")
          .containsEntry("telecomx T-2", "INVALID");
    }
  }
}
