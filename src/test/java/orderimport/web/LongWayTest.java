package orderimport.web;

import static org.assertj.core.api.Assertions.assertThat;

import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import orderimport.carrier.Carriers;
import orderimport.carrier.CarriersSettings;
import orderimport.sandbox.Sandbox;
import org.junit.jupiter.api.Assumptions;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.springframework.boot.context.properties.bind.Binder;
import org.springframework.boot.context.properties.source.MapConfigurationPropertySource;
import tools.jackson.databind.json.JsonMapper;

/**
 * The whole way with a browser: two tabs, a server that is killed and one that is ended while it
 * places, an answer that never comes, and what a person then says of it.
 */
@Tag("long")
class LongWayTest {
  private static final int ORDERS = 24;

  @TempDir Path folder;

  @Test
  void through_restarts_and_doubt_each_order_is_placed_once() throws Exception {
    Optional<Chromium> found = Chromium.find();
    Assumptions.assumeTrue(found.isPresent(), "Chromium is not installed");
    Path journal = folder.resolve("journal.jsonl");
    try (Chromium chromium = found.get();
        Sandbox carrier =
            Sandbox.start(0, Carriers.registered(), settings(), Clock.systemUTC(), journal)) {
      misbehave(
          carrier,
          "{\"carrier\":\"telecomx\",\"order_ref\":\"W-3\",\"times\":1,\"fault\":\"RESET\"}");
      Server.Ground ground =
          Server.Ground.fresh(
              Map.of(
                  "order-import.carriers.telecomx.base-url", carrier.uri().toString(),
                  "order-import.carriers.telecomx.rate-limit.requests", "1",
                  "order-import.carriers.telecomx.rate-limit.per", "1s"));
      Server server = ground.start();
      try (Person person = new Person(chromium, server)) {
        String password = server.firstPassword();
        person.logIn("admin", password);
        long id = person.upload(sheet("w.csv", "5000"));

        place_from_two_tabs(person, id);
        person.page().reload();
        assertThat(person.text(".stage")).isEqualTo("being placed");
        server.kill();

        server = ground.start();
        person.movesTo(server);
        person.logIn("admin", password);
        person.open("/imports/" + id);
        assertThat(person.text(".stage")).isEqualTo("being placed");
        assertThat(server.stop()).isZero();

        server = ground.start();
        person.movesTo(server);
        person.logIn("admin", password);
        person.open("/imports/" + id);
        assertThat(person.text(".stage")).isEqualTo("being placed");
        person.press("Pause");
        person.atRest();
        assertThat(person.text(".verdict")).startsWith("Paused");
        person.press("Go on");
        person.page().locator("#progress").waitFor();
        person.atRest();
        assertThat(person.text(".stage")).isEqualTo("done");

        resolve_all_doubts(person, carrier, journal);
        person.open("/imports/" + id);
        if (person.text(".stage").equals("to be reviewed")) {
          person.open("/imports/" + id + "/place");
          person.page().locator("input[name=sure]").check();
          person.press("Place");
          person.page().waitForURL("**/imports/" + id);
          person.atRest();
        }
        assertThat(person.text(".verdict")).startsWith((ORDERS - 1) + " of " + ORDERS);
        Path fix = folder.resolve("fix.xlsx");
        person.download("Download the rows to mend", fix);
        assertThat(RowsToMend.type(fix, "ipAddresses", "4")).isEqualTo(1);
        long mended = person.upload(fix);
        assertThat(person.text(".verdict")).startsWith("1 of 1");
        person.open("/imports/" + mended + "/place");
        person.page().locator("input[name=sure]").check();
        person.press("Place");
        person.page().waitForURL("**/imports/" + mended);
        person.atRest();
        assertThat(person.text(".verdict")).startsWith("1 of 1");
        person.open("/imports/" + mended + "/orders?status=ACCEPTED");
        assertThat(person.page().locator(".orders summary").count()).isEqualTo(1);
        assertThat(person.complaints()).isEmpty();
      } finally {
        server.close();
      }
      List<String> accepted = accepted(journal);
      assertThat(accepted).doesNotHaveDuplicates().hasSize(ORDERS);
    }
  }

  /** The second tab's press comes too late, and is told so. */
  private static void place_from_two_tabs(Person person, long id) {
    person.open("/imports/" + id + "/place");
    var other = person.page().context().newPage();
    other.navigate(person.page().url());
    person.page().locator("input[name=sure]").check();
    person.press("Place");
    person.page().locator("#progress").waitFor();
    other.locator("input[name=sure]").check();
    other.locator("button.main").click();
    other.locator(".notices .note").waitFor();
    assertThat(other.locator(".notices").innerText()).contains("Nothing was placed by this press");
    other.close();
  }

  /** As somebody does who asks the carrier: what it has is accepted, what it has not is not. */
  private static void resolve_all_doubts(Person person, Sandbox carrier, Path journal)
      throws Exception {
    for (int left = 20; left > 0; left--) {
      person.open("/in-doubt");
      if (person.page().locator(".doubt").count() == 0) {
        return;
      }
      String ref = person.text(".doubt h2");
      if (accepted(journal).contains(ref)) {
        person.page().locator("input[name=carrierOrderId]").first().fill("asked-" + ref);
        person.press("It has it");
      } else {
        person.page().locator(".doubt input[type=checkbox]").first().check();
        person.press("It never got it");
      }
      person.page().locator(".notices .note").waitFor();
    }
    throw new IllegalStateException("The doubts do not end; " + carrier.uri());
  }

  /** One row of it lacks what the carrier needs. */
  private Path sheet(String name, String zip) throws Exception {
    List<String> lines = new ArrayList<>();
    lines.add(
        "carrier;order_ref;type;address.address;address.zip;address.city;product;ipAddresses");
    for (int i = 1; i <= ORDERS; i++) {
      lines.add(
          "telecomx;W-%d;FIBER;Nørregade %d;%s;Odense;5a1b2c3d4e5f60718293a4c6;%s"
              .formatted(i, i, zip, i == ORDERS ? "" : "4"));
    }
    return Files.write(folder.resolve(name), lines);
  }

  /** What the carrier has, in the order in which it came. */
  private static List<String> accepted(Path journal) throws Exception {
    return Files.readAllLines(journal).stream()
        .map(line -> JsonMapper.shared().readTree(line).path("order_ref").asString(""))
        .toList();
  }

  private static void misbehave(Sandbox carrier, String how) throws Exception {
    HttpClient.newHttpClient()
        .send(
            HttpRequest.newBuilder(URI.create(carrier.uri() + "/sandbox/misbehave"))
                .POST(BodyPublishers.ofString(how))
                .build(),
            BodyHandlers.ofString());
  }

  private static CarriersSettings settings() {
    Map<String, Object> values = new HashMap<>();
    Carriers.registered()
        .all()
        .forEach(
            carrier ->
                values.put(
                    "order-import.carriers.%s.order-path".formatted(carrier.name()),
                    "/" + carrier.name()));
    values.put("order-import.carriers.telecomx.order-path", "/internet/request");
    return new Binder(new MapConfigurationPropertySource(values))
        .bind("order-import", CarriersSettings.class)
        .get();
  }
}
