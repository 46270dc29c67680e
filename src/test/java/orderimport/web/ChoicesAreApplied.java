package orderimport.web;

import static org.assertj.core.api.Assertions.assertThat;

import com.microsoft.playwright.Page;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/** A file is read again as the user chooses, and addresses lead to the import that replaces it. */
abstract class ChoicesAreApplied extends PageInBrowser {
  ChoicesAreApplied(PageFixture fixture) {
    super(fixture);
  }

  @Test
  @Tag("long")
  void re_reading_applies_all_chosen_options() throws Exception {
    long first = uploadWithUnknownHeading("BOTH-");
    assertThat(page().locator("form[action$='/reread']").count()).isEqualTo(1);
    assertThat(user().text(".ask")).contains("1 heading is unknown");
    long matched = user().match(first, "Distrikt BOTH-", "address.zip");
    openFileOptions();
    page().locator("#decimal").selectOption("COMMA");
    long second = reread(matched);

    assertThat(user().text(".verdict")).startsWith("2 of 2 orders can be placed");
    assertThat(page().locator("#decimal").inputValue()).isEqualTo("COMMA");
    assertThat(page().locator(".ask").count()).as("all headings are known").isZero();
    assertThat(user().text(".matched")).contains("1 column is read as a user chose.");
    openFileOptions();
    page().locator("#dateOrder").selectOption("DMY");
    reread(second);
    assertThat(page().locator("#decimal").inputValue()).isEqualTo("COMMA");
    assertThat(user().text(".matched")).contains("1 column is read as a user chose.");
  }

  @Test
  @Tag("long")
  void choices_for_columns_are_remembered_until_they_are_forgotten() throws Exception {
    long first = user().upload(sheetToMatch("MATCH-"));
    assertThat(user().text(".ask")).contains("3 headings are unknown");
    long typed = user().match(first, "Sort", "Line type (type)");
    assertThat(user().text(".ask")).contains("2 headings are unknown", "1 value is not recognised");
    user().open("/imports/" + typed + "/columns");
    Axe.check(page());
    page().getByLabel("Lysleder").selectOption("FIBER");
    page().getByLabel("Ignore I").check();
    page().getByLabel("Other meaning of column E Distrikt").fill("no such field");
    user().press("Apply and read again");
    await("[role=alert]", "no field is called no such field");
    long matched = user().match(typed, "Distrikt", "zip");
    assertThat(user().text(".ask")).contains("1 value is not recognised");
    user().open("/imports/" + matched + "/columns");
    page().getByLabel("Lysleder").selectOption("FIBER");
    page().getByLabel("Ignore I").check();
    user().press("Apply and read again");
    long complete = user().awaitReplacement(matched);
    assertThat(user().text(".verdict")).startsWith("2 of 2 orders can be placed");
    assertThat(page().locator(".ask").count()).isZero();
    user().open("/imports/" + complete + "/problems");
    assertThat(user().text("main"))
        .contains("Column I, \"Memo\", is ignored, as a user chose: none of its values is sent.")
        .contains(
            "\"Lysleder\" in column C, \"Sort\", counts as \"FIBER\", as a user chose. Cells: 2.");

    long next = user().upload(sheetToMatch("NEXT-"));
    assertThat(user().text(".verdict")).startsWith("2 of 2 orders can be placed");
    assertThat(user().text(".remembered"))
        .contains("are read as chosen for “MATCH-.csv”, which had the same headings");
    Axe.check(page());
    try (BrowserUser plain = BrowserUser.withoutScript(server(), user().storageState())) {
      plain.open("/imports/" + next + "/columns");
      assertThat(plain.text("tbody:nth-of-type(3)")).contains("Line type", "type", "(chosen)");
      plain.press("Forget these choices");
      assertThat(plain.text(".notices")).contains("Your choices for these headings are forgotten");
    }
    user().upload(sheetToMatch("LAST-"));
    assertThat(user().text(".ask")).contains("3 headings are unknown");
    assertThat(page().locator(".remembered").count()).isZero();
  }

  @Test
  void a_misspelled_heading_of_the_order_names_is_suggested() throws Exception {
    Path sheet = carrier().sheet("NEAR-", 2, true);
    Files.writeString(sheet, Files.readString(sheet).replace("order_ref", "order_rf"));
    long unreadable = user().upload(sheet);
    user().open("/imports/" + unreadable + "/columns");
    page().locator("input[name^='use.'][value=order_ref]").check();
    user().press("Apply and read again");
    user().awaitReplacement(unreadable);
    assertThat(user().text(".verdict")).startsWith("2 of 2 orders can be placed");
  }

  private Path sheetToMatch(String prefix) throws Exception {
    Path sheet = carrier().sheet(prefix, 2, true);
    return Files.writeString(
        sheet,
        Files.readString(sheet)
            .replace(";type;", ";Sort;")
            .replace("address.zip", "Distrikt")
            .replace("FIBER", "Lysleder")
            .replace("ipAddresses\n", "ipAddresses;Memo\n")
            .replace(";4\n", ";4;by phone\n"));
  }

  @Test
  @Tag("long")
  void addresses_of_a_re_read_import_redirect_to_its_replacement() throws Exception {
    long first = uploadWithUnknownHeading("OLD-");
    long second = user().match(first, "Distrikt OLD-", "address.zip");
    Page stale = page().context().newPage();
    stale.navigate(server().at("/imports/" + second + "/place"));
    user().open("/imports/" + second);
    openFileOptions();
    long third = reread(second);

    String notice = "anna had the file of import %d re-read";
    for (String tab : List.of("/problems", "/orders")) {
      user().open("/imports/" + first + tab);
      assertThat(page().url()).endsWith("/imports/" + third + tab);
      assertThat(user().text(".notices"))
          .contains(notice.formatted(first))
          .as("viewing is no action")
          .doesNotContain("changed nothing");
    }
    user().open("/imports/" + second + "/files/result.xlsx");
    assertThat(page().url()).endsWith("/imports/" + third);
    stale.locator("input[name=sure]").check();
    stale.locator("button.main").click();
    stale.locator(".notices .note").waitFor();
    assertThat(stale.locator(".notices").innerText())
        .contains(notice.formatted(second), "your last action changed nothing");
    assertThat(stale.url()).endsWith("/imports/" + third);
    assertThat(carrier().accepted()).noneMatch(order -> order.startsWith("OLD-"));
  }

  @Test
  @Tag("long")
  void the_page_says_where_to_choose_the_option_of_a_hint() throws Exception {
    Path sheet = carrier().sheet("OPTION-", 1, true);
    Files.writeString(
        sheet,
        Files.readString(sheet)
            .replace("ipAddresses", "ipAddresses;startDate")
            .replace(";4\n", ";4;03/04/2027\n"));
    long id = user().upload(sheet);
    user().open("/imports/" + id + "/problems");
    assertThat(user().text("main"))
        .contains("choose the date order under “File options”")
        .doesNotContain("--date-order");
    user().open("/imports/" + id);
    assertThat(user().text("form.reread")).contains("File options");
  }

  private long uploadWithUnknownHeading(String prefix) throws Exception {
    Path sheet = carrier().sheet(prefix, 2, true);
    Files.writeString(sheet, Files.readString(sheet).replace("address.zip", "Distrikt " + prefix));
    return user().upload(sheet);
  }

  private long reread(long id) {
    user().press("Read again");
    return user().awaitReplacement(id);
  }
}
