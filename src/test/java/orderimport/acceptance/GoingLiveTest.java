package orderimport.acceptance;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.util.List;
import orderimport.cli.CommandLineRun;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import tools.jackson.databind.JsonNode;

/** "Going live" of README.md, step by step, for each carrier. */
@Timeout(600)
class GoingLiveTest {

  /** Steps 3 to 5; returns the request that step 4 shows. */
  private static JsonNode goLive(Workplace workplace, String carrier, String sheet)
      throws IOException {
    CommandLineRun check = workplace.run("check", carrier);
    assertThat(check.code()).as(check.all()).isZero();
    assertThat(check.out()).doesNotContain("FAILED", "canary");

    List<String> lines = sheet.lines().toList();
    int first = (int) lines.stream().filter(line -> line.contains("-0,")).count();
    workplace.write("one.csv", String.join("\n", lines.subList(0, 1 + first)) + "\n");
    CommandLineRun held = workplace.run("import", "--hold", "one.csv");
    assertThat(held.code()).as(held.all()).isZero();
    JsonNode order = workplace.orders(1).values().iterator().next();
    assertThat(order.path("status").asString()).isEqualTo("HELD");
    assertThat(workplace.summary(1).path("state").asString()).isEqualTo("HELD");

    CommandLineRun placed = workplace.run("place", 1);
    assertThat(placed.code()).as(placed.all()).isZero();
    assertThat(workplace.statuses(1).values()).containsExactly("ACCEPTED");

    workplace.write("all.csv", sheet);
    CommandLineRun all = workplace.run("import", "all.csv");
    assertThat(all.code()).as(all.all()).isZero();
    assertThat(workplace.everything()).doesNotContain("canary");
    return order.path("request");
  }

  private static JsonNode json(String body) {
    return Received.JSON.readTree(body);
  }

  @Test
  @Tag("long")
  void granite() throws Exception {
    try (GraniteCounterpart granite = GraniteCounterpart.start()) {
      Workplace workplace = new Workplace();
      CarrierSettings.granite(
          workplace,
          granite,
          "environment: live",
          "rate-limit: {requests: 60, per: 1m}",
          "defaults:",
          "  \"[requester]\": Maria Jensen",
          "  \"[order_items.network_monitoring_package]\": enhanced");
      JsonNode request =
          goLive(
              workplace,
              "granite",
              Sheets.granite("G", 4).replace(",requester,", ",").replace(",Ann Lee,", ","));

      assertThat(granite.names()).containsExactlyInAnyOrder("G-0", "G-1", "G-2", "G-3");
      assertThat(json(granite.log("POST", GraniteCounterpart.CREATE).get(0).body()))
          .isEqualTo(request);
      assertThat(request.path("requester").asString()).isEqualTo("Maria Jensen");
      assertThat(request.path("order_items").size()).isEqualTo(2);
      assertThat(request.path("order_items").path(0).path("account_macnum").asString())
          .isEqualTo("00412233");
    }
  }

  @Test
  @Tag("long")
  void telecomx() throws Exception {
    try (TelecomXCounterpart telecomx = TelecomXCounterpart.start()) {
      Workplace workplace = new Workplace();
      CarrierSettings.telecomx(
          workplace,
          telecomx,
          "defaults:",
          "  \"[reseller]\": " + TelecomXCounterpart.RESELLER,
          "  \"[notify]\": " + TelecomXCounterpart.EMPLOYEE,
          "  \"[installTime]\": 7_30_TO_16");
      JsonNode request =
          goLive(
              workplace,
              "telecomx",
              Sheets.telecomx("T", 4, "reseller")
                  .replace(",reseller,", ",")
                  .replace("," + TelecomXCounterpart.RESELLER, ""));

      assertThat(telecomx.references()).containsExactlyInAnyOrder("T-0", "T-1", "T-2", "T-3");
      assertThat(json(telecomx.log("POST", "/internet/request").get(0).body())).isEqualTo(request);
      assertThat(request.path("type").asString()).isEqualTo("FIBER");
      assertThat(request.path("reseller").asString()).isEqualTo(TelecomXCounterpart.RESELLER);
      assertThat(request.path("address").path("zip").isIntegralNumber()).isTrue();
    }
  }

  @Test
  @Tag("long")
  void globalconnect() throws Exception {
    try (GlobalConnectCounterpart globalconnect = GlobalConnectCounterpart.start()) {
      Workplace workplace = new Workplace();
      CarrierSettings.globalconnect(
          workplace,
          globalconnect,
          "defaults:",
          "  \"[order_type]\": NEW_SALE_DIRECT_ORDER",
          "  \"[status]\": Offer",
          "  \"[origin_system]\": SHEET",
          "  \"[customer.id]\": 136001",
          "  \"[seller.id]\": 2884001",
          "  \"[orderer.id]\": 2788001",
          "  \"[contact.id]\": 2788001",
          "  \"[created_by.id]\": 2884001",
          "  \"[new_lines.number_of_items]\": 1");
      JsonNode request =
          goLive(
              workplace,
              "globalconnect",
              Sheets.globalconnect("C", 3)
                  .replace(",order_type,", ",")
                  .replace(",NEW_SALE,", ",")
                  .replace(",customer.id,", ",")
                  .replace(",136748,", ","));

      assertThat(globalconnect.ids().keySet()).containsExactlyInAnyOrder("C-0", "C-1", "C-2");
      assertThat(globalconnect.requests().get(0)).isEqualTo(request);
      assertThat(request.path("customer").path("id").asInt()).isEqualTo(136001);
      assertThat(workplace.orders(2).get("globalconnect C-1").path("carrier_order_id").asString())
          .isEqualTo(String.valueOf(globalconnect.ids().get("C-1")));
    }
  }

  @Test
  @Tag("long")
  void globalconnect_testing_with_the_path_that_was_agreed_on() throws Exception {
    try (GlobalConnectCounterpart globalconnect = GlobalConnectCounterpart.start()) {
      Workplace workplace =
          new Workplace().variable("GC_PASSWORD", GlobalConnectCounterpart.PASSWORD);
      workplace.carrier(
          "globalconnect-testing",
          "base-url: " + globalconnect.url(),
          "order-path: " + GlobalConnectCounterpart.CREATE_TESTING,
          "auth: {type: basic, username: %s, password: \"${GC_PASSWORD}\"}"
              .formatted(GlobalConnectCounterpart.USER),
          "zone: Europe/Oslo",
          "defaults:",
          "  \"[status]\": Offer",
          "  \"[seller.id]\": 2884001",
          "  \"[createdBy.id]\": 2884001");
      JsonNode request =
          goLive(workplace, "globalconnect-testing", Sheets.globalconnectTesting("X", 3));

      assertThat(globalconnect.testingRequests()).hasSize(3);
      assertThat(globalconnect.testingRequests().get(0)).isEqualTo(request);
    }
  }

  /** What was rehearsed on a staging system is placed live by importing the same file again. */
  @Test
  void from_staging_to_live() throws Exception {
    try (TelecomXCounterpart staging = TelecomXCounterpart.start();
        TelecomXCounterpart live = TelecomXCounterpart.start()) {
      Workplace workplace = new Workplace();
      workplace.write("sites.csv", Sheets.telecomx("T", 3, "reseller"));
      CarrierSettings.telecomx(workplace, staging, "environment: staging");
      CommandLineRun rehearsal = workplace.run("import", "sites.csv");
      assertThat(rehearsal.code()).as(rehearsal.all()).isZero();
      assertThat(rehearsal.out()).contains("staging");

      CarrierSettings.telecomx(workplace, live);
      CommandLineRun real = workplace.run("import", "sites.csv");
      assertThat(real.code()).as(real.all()).isZero();
      assertThat(real.out()).doesNotContain("staging");
      assertThat(staging.references()).hasSize(3);
      assertThat(live.references()).hasSize(3);
      assertThat(workplace.run("import", "sites.csv").code()).isZero();
      assertThat(live.references()).hasSize(3);
    }
  }
}
