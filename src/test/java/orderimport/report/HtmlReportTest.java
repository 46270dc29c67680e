package orderimport.report;

import static orderimport.report.ImportInDatabase.text;
import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Locale;
import javax.sql.DataSource;
import orderimport.carrier.WebAddress;
import orderimport.problem.TextRenderer;
import orderimport.problem.TextRenderer.Audience;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class HtmlReportTest {

  private final DataSource dataSource = ReportDatabase.empty();

  private String write(ImportInDatabase imported, Path folder) throws IOException {
    new Reports(dataSource, Sites.HEADINGS, TextRenderer.ENGLISH).write(imported.id, folder);
    return Files.readString(folder.resolve("report.html"));
  }

  @Test
  void it_shows_counts_problems_and_orders(@TempDir Path folder) throws IOException {
    assertThat(write(Sites.of(dataSource), folder))
        .contains(
            "1 of 7 orders accepted, 1 already placed, 1 rejected by the carrier, 1 with errors, "
                + "1 in doubt, 1 being sent, 1 on hold.")
        .contains(
            "7 orders = 1 accepted + 1 rejected + 1 invalid + 1 duplicate + 1 held + 1 in doubt"
                + " + 1 sending")
        .contains("<svg")
        .contains("The date is missing.")
        .contains("Sites E7")
        .contains("href=\"https://carrier.example/orders/0061\"")
        .doesNotContain("th:text", "th:each");
  }

  @Test
  void it_loads_no_resources(@TempDir Path folder) throws IOException {
    assertThat(write(Sites.of(dataSource), folder))
        .doesNotContain("src=", "<link", "@import", "url(");
  }

  @Test
  void text_of_the_sheet_is_escaped(@TempDir Path folder) throws IOException {
    String malicious = "\"><script>alert(1)</script>";
    ImportInDatabase imported =
        ImportInDatabase.of(dataSource, "IMPORT", malicious, "{}")
            .sheet(0, malicious, malicious)
            .row(0, 2, "granite", malicious, text(0, malicious))
            .order("granite", malicious, "ACCEPTED", "{}", malicious, 200, malicious)
            .problem(0, 2, 0, malicious, malicious, "ERROR", malicious);
    assertThat(write(imported, folder)).doesNotContain("<script>alert").contains("&lt;script&gt;");
  }

  @Test
  void only_web_addresses_become_links() {
    assertThat(WebAddress.orNull("javascript:alert(1)")).isNull();
    assertThat(WebAddress.orNull("javascript://a.example/%0aalert(1)")).isNull();
    assertThat(WebAddress.orNull("/b")).isNull();
    assertThat(WebAddress.orNull(null)).isNull();
    assertThat(WebAddress.orNull("https://a.example/b")).isEqualTo("https://a.example/b");
  }

  @Test
  void equal_problems_are_listed_once(@TempDir Path folder) throws IOException {
    ImportInDatabase imported =
        ImportInDatabase.of(dataSource).sheet(0, "Sites", "order_ref", "zip");
    for (int row = 2; row <= 41; row++) {
      imported
          .row(0, row, null, null, text(0, "A"))
          .problem(0, row, 1, "zip", null, "ERROR", "The postcode is missing.");
    }
    assertThat(write(imported, folder))
        .containsOnlyOnce("The postcode is missing.")
        .contains("error in zip, 40 times")
        .contains("Sites B2, Sites B3")
        .contains(" and 16 more<");
  }

  @Test
  void the_report_is_in_the_chosen_language(@TempDir Path folder) throws IOException {
    TextRenderer danish = new TextRenderer(Audience.TERMINAL, Locale.forLanguageTag("da"));
    ImportInDatabase imported = ImportInDatabase.of(dataSource).sheet(0, "Sites", "order_ref");
    new Reports(dataSource, Sites.HEADINGS, danish).write(imported.id, folder);

    assertThat(Files.readString(folder.resolve("report.html")))
        .contains("<html lang=\"da\">", "Ordrer", "Læst som", "Excel-projektmappe")
        .doesNotContain("Orders", "Read as");
  }
}
