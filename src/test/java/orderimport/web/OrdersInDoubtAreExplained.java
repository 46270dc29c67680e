package orderimport.web;

import static org.assertj.core.api.Assertions.assertThat;

import com.microsoft.playwright.Locator;
import com.microsoft.playwright.Page;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/**
 * The page shows which orders are in doubt and why, and what users decide about them is recorded.
 */
abstract class OrdersInDoubtAreExplained extends PageInBrowser {
  OrdersInDoubtAreExplained(PageFixture fixture) {
    super(fixture);
  }

  @Test
  @Tag("long")
  void the_summary_counts_all_orders_after_a_partial_placement() throws Exception {
    long id = user().upload(carrier().sheet("PART-", 5, false));
    assertThat(user().text(".next")).contains("4 of 5 orders can be placed", NOTHING_PLACED);
    injectFault("PART-2", "\"fault\":\"RESET\"");
    injectFault("PART-3", "\"status\":422");
    place(id);
    assertThat(user().text(".verdict"))
        .isEqualTo("2 of 5 orders placed, 1 in doubt, 1 rejected, 1 with errors.");
    assertThat(user().text(".stage")).isEqualTo("in doubt");

    user().open("/in-doubt");
    Locator doubt = page().locator(".doubt", new Page.LocatorOptions().setHasText("PART-2"));
    doubt.locator("input[name=order]").check();
    user().press("Mark as not received");
    await(".notices .note", "confirm first that the carrier does not have");
    page().locator("input[name=sure]").check();
    user().press("Mark as not received");
    await(".notices .note", "telecomx has no order PART-2");

    Locator recorded = page().locator(".resolved", new Page.LocatorOptions().setHasText("PART-2"));
    recorded.locator("input[name=comment]").fill("The wrong line");
    recorded.locator("button").click();
    await(".notices .note", "the order is in doubt again");
    doubt.locator("summary", new Locator.LocatorOptions().setHasText("Question")).click();
    assertThat(doubt.locator("textarea").inputValue()).contains("Our reference: PART-2");
    assertThat(doubt.innerText()).contains("The wrong line");
    doubt.locator("input[name^=note-]").fill("They call back");
    doubt.locator("input[name^=note-]").press("Enter");
    await(".doubt", "They call back");
    Axe.check(page());
    assertFits();
    doubt.locator("input[name=order]").check();
    page().locator("input[name=sure]").check();
    user().press("Mark as not received");
    await(".notices .note", "telecomx has no order PART-2");

    user().open("/imports/" + id + "/orders?q=PART-2");
    page().locator(".orderlist td a").first().click();
    await(".timeline", "They call back");
    user().open("/imports/" + id);
    assertThat(user().text("main"))
        .containsPattern("Marked as not received by\\s+\\w+ .*telecomx PART-2")
        .doesNotContain("whether it arrived");
    assertThat(user().text(".verdict"))
        .isEqualTo("2 of 5 orders placed, 1 not placed yet, 1 rejected, 1 with errors.");
    assertThat(user().text("main")).doesNotContain(NOTHING_PLACED).contains("Place 1 …");
    user().open("/imports");
    assertThat(row(id))
        .contains("partly placed", "2 accepted", "1 not placed yet", "1 rejected", "1 has errors");
  }

  @Test
  void an_order_in_doubt_is_looked_up_and_its_evidence_shown() throws Exception {
    long id = user().upload(carrier().sheet("FIND-", 3, true));
    injectFault("FIND-1", "\"fault\":\"RESET\"");
    injectFault("FIND-2", "\"fault\":\"DROP_BEFORE\"");
    place(id);
    user().open("/in-doubt");
    await(".doubt", "FIND-1");
    assertThat(user().text("main")).contains("Automatic look-up starts at");

    jdbc()
        .sql(
            "update attempt set started_at = started_at - interval '11 minutes' where order_id in"
                + " (select id from orders where order_ref in ('FIND-1', 'FIND-2'))")
        .update();
    for (int tries = 0; tries < 300 && lookups(id) < 2; tries++) {
      Thread.sleep(100);
    }
    assertThat(lookups(id)).isEqualTo(2);

    try {
      assertEvidenceIsShown(id);
    } finally {
      setStatus("FIND-2", "ACCEPTED");
    }
  }

  private void assertEvidenceIsShown(long id) {
    user().open("/imports/" + id);
    user().awaitIdle();
    assertThat(user().text("main"))
        .containsPattern("Found at the carrier by\\s+\\w+ .*telecomx FIND-1: [0-9a-f]+");
    user().open("/imports/" + id + "/orders?q=FIND-1");
    page().locator(".orderlist td a").first().click();
    await(".timeline", "telecomx has it as");
    assertThat(user().text(".timeline")).contains("Found at the carrier by", "Evidence");
    assertThat(user().text(".head")).contains("accepted");
    user().open("/in-doubt");
    assertThat(user().text("main")).doesNotContain("FIND-1");
    assertThat(page().locator(".doubt", new Page.LocatorOptions().setHasText("FIND-2")).innerText())
        .contains("orders that telecomx lists has the reference FIND-2", "Evidence");
  }

  private long lookups(long importId) {
    return jdbc()
        .sql(
            "select count(*) from order_lookup l join orders o on o.id = l.order_id"
                + " where o.import_id = ?")
        .param(importId)
        .query(Long.class)
        .single();
  }

  @Test
  void without_orders_in_doubt_the_page_says_so() throws Exception {
    user().open("/in-doubt");
    assertThat(user().text("main"))
        .contains("No order is in doubt")
        .doesNotContain("whether they arrived");
  }

  @Test
  @Tag("long")
  void the_carrier_id_of_another_order_is_rejected() throws Exception {
    long id = user().upload(carrier().sheet("ID-", 2, true));
    injectFault("ID-2", "\"fault\":\"RESET\"");
    place(id);
    String usedId =
        jdbc()
            .sql("select carrier_order_id from orders where order_ref = 'ID-1'")
            .query(String.class)
            .single();
    Locator doubt = page().locator(".doubt", new Page.LocatorOptions().setHasText("ID-2"));
    user().open("/in-doubt");
    doubt.locator("input[name^=id-]").fill(usedId);
    user().press("Mark as accepted");
    await(".notices .note", "already has that id");
    assertThat(doubt.count()).isEqualTo(1);
    doubt.locator("input[name^=id-]").fill("own-" + usedId);
    user().press("Mark as accepted");
    await(".notices .note", "telecomx has order ID-2");
    user().open("/imports/" + id);
    assertThat(user().text("main"))
        .containsPattern("Marked as accepted by\\s+\\w+ .*telecomx ID-2")
        .as("the order is no longer in doubt")
        .doesNotContain("whether it arrived", "ACCEPTED");
    user().open("/imports/" + id + "/orders?q=ID-2");
    page().locator(".orderlist td a").first().click();
    page().locator(".timeline").waitFor();
    assertThat(user().text("main"))
        .contains("Resolved by anna", "Marked as accepted by")
        .doesNotContain("whether it arrived", "Ask the carrier");
  }
}
