package orderimport.web;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/** An unexpected error names the action, the file and the next step, and shows nothing internal. */
abstract class ErrorsNameTheNextStep extends PageInBrowser {
  ErrorsNameTheNextStep(PageFixture fixture) {
    super(fixture);
  }

  @Test
  @Tag("long")
  void an_error_while_reading_names_file_and_next_step() throws Exception {
    execute("alter table orders add constraint boom check (order_ref not like 'READ-%') not valid");
    try {
      user().upload(carrier().sheet("READ-", 2, true));
      assertUnexpectedError("reading READ-.csv");
      assertThat(user().text(".stage")).as("stopped by an error, not paused").isEqualTo("stopped");
      assertThat(user().text(".verdict"))
          .isEqualTo("The file was not read to its end, so there are no orders yet.");
      assertThat(user().text(".next")).contains("“Resume” continues it, and sends no order twice");
    } finally {
      execute("alter table orders drop constraint boom");
    }
    user().press("Resume");
    await(".verdict", "2 of 2 orders can be placed");
    assertThat(user().text("main")).doesNotContain("Unexpected error");
  }

  @Test
  @Tag("long")
  void an_error_while_placing_names_file_and_next_step() throws Exception {
    long id = user().upload(carrier().sheet("SEND-", 2, true));
    execute(
        "alter table attempt add constraint boom check (order_id <> " + orderId("SEND-1") + ")");
    try {
      place(id);
      assertUnexpectedError("placing the orders of SEND-.csv");
      assertThat(user().text(".stage")).as("stopped by an error, not paused").isEqualTo("stopped");
      assertThat(user().text(".verdict"))
          .isEqualTo("Stopped: 0 of 2 orders placed, 2 not placed yet.");
      assertThat(user().text(".next")).contains("“Resume” continues it, and sends no order twice");
    } finally {
      execute("alter table attempt drop constraint boom");
    }
    user().press("Resume");
    await(".verdict", "2 of 2 orders placed");
    assertThat(carrier().accepted()).containsOnlyOnce("SEND-1", "SEND-2");
  }

  @Test
  @Tag("long")
  void an_error_on_a_page_names_the_action_and_the_file() throws Exception {
    long id = user().upload(carrier().sheet("PAGE-", 2, true));
    execute("alter table orders rename to orders_away");
    try {
      user().open("/imports/" + id);
      assertUnexpectedError("showing PAGE-.csv");
      assertThat(user().text("main")).contains("Nothing was changed. Try again in a minute");
    } finally {
      execute("alter table orders_away rename to orders");
    }
    user().open("/imports/" + id + "/place");
    page().locator("input[name=sure]").check();
    execute("alter table import_event rename to import_event_away");
    try {
      user().press("Place 2");
      assertUnexpectedError("placing the orders of PAGE-.csv");
      assertThat(user().text("main")).contains("Check whether it was done", "sent twice");
    } finally {
      execute("alter table import_event_away rename to import_event");
    }
    user().press("Import " + id);
    await(".verdict", "2 of 2 orders can be placed");
  }

  private void execute(String sql) {
    jdbc().sql(sql).update();
  }

  private long orderId(String name) {
    return jdbc()
        .sql("select id from orders where order_ref = ?")
        .param(name)
        .query(Long.class)
        .single();
  }

  private void assertUnexpectedError(String activity) {
    await("main", "Unexpected error while " + activity);
    assertThat(user().text("main"))
        .contains("log file")
        .doesNotContain("Exception", "orderimport", "org.", "java.");
  }
}
