package orderimport.binding;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import orderimport.carrier.InvalidConfigurationException;
import orderimport.carrier.RequestJson;
import orderimport.heading.HeadingAliases;
import orderimport.spreadsheet.ReadOptions;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** The values of blank cells and missing columns. */
class DefaultsTest {
  private final Path folder;

  DefaultsTest(@TempDir Path folder) {
    this.folder = folder;
  }

  private String request(String carrier, Map<String, String> defaults, String... cells) {
    List<List<String>> rows =
        List.of(
            Arrays.stream(cells).map(cell -> cell.split("=", 2)[0]).toList(),
            Arrays.stream(cells).map(cell -> cell.split("=", 2)[1]).toList());
    Importing.Result result =
        new Importing(Map.of(carrier, defaults), HeadingAliases.NONE)
            .read(
                TestFiles.csv(folder.resolve("orders.csv"), rows),
                Importing.options("carrier=" + carrier),
                ReadOptions.NONE);
    return RequestJson.write(Objects.requireNonNull(result.only().request()));
  }

  @Test
  void defaults_fill_blank_cells_and_missing_columns_only() {
    assertThat(
            request(
                "globalconnect",
                Map.of("order_type", "NEW", "status", "Offer", "contract_length", "12"),
                "order_ref=A",
                "order_type=",
                "contract_length=36"))
        .contains("\"order_type\":\"NEW\"", "\"status\":\"Offer\"", "\"contract_length\":36");
  }

  @Test
  void an_object_is_built_from_defaults_only_if_complete() {
    assertThat(
            request(
                "globalconnect",
                Map.of(
                    "seller.id", "7",
                    "to_address.country", "NO",
                    "to_tech_contact.name", "Kari",
                    "from_tech_contact.name", "Ola",
                    "from_tech_contact.email", "ola@example.com"),
                "order_ref=A",
                "new_lines.article_id=1"))
        .contains("\"seller\":{\"id\":7}", "\"from_tech_contact\":{")
        .doesNotContain("to_address", "to_tech_contact");
  }

  @Test
  void an_object_with_a_filled_cell_gets_the_defaults() {
    assertThat(
            request(
                "globalconnect",
                Map.of("to_address.country", "NO"),
                "order_ref=A",
                "to_address.city=OSLO"))
        .contains("\"to_address\":{\"country\":\"NO\",\"city\":\"OSLO\"}");
  }

  @Test
  void list_entries_get_defaults_but_none_is_built_from_them() {
    Map<String, String> defaults =
        Map.of(
            "new_lines.currency", "NOK",
            "new_lines.configuration[3000075]", "100 Mbit/s",
            "annotations.text", "Hello");

    assertThat(request("globalconnect", defaults, "order_ref=A", "new_lines.article_id=1"))
        .contains(
            "\"new_lines\":[{\"article_id\":\"1\",\"currency\":\"NOK\",\"configuration\":[{\"key\":3000075,\"value\":\"100"
                + " Mbit/s\"}]}]")
        .doesNotContain("annotations");
    assertThat(request("globalconnect", defaults, "order_ref=A", "comment=x"))
        .doesNotContain("new_lines");
  }

  @Test
  void the_filled_cells_of_an_item_decide_its_kind_of_account() {
    Map<String, String> account =
        Map.ofEntries(
            Map.entry("order_items.account_to_create.parent_macnum", "1"),
            Map.entry("order_items.account_to_create.parent_name", "P"),
            Map.entry("order_items.account_to_create.billing_type", "4"),
            Map.entry("order_items.account_to_create.invoice_delivery_method", "3"),
            Map.entry("order_items.account_to_create.invoice_style", "Summary Bill"),
            Map.entry("order_items.account_to_create.address_line_1", "S"),
            Map.entry("order_items.account_to_create.city", "C"),
            Map.entry("order_items.account_to_create.state", "MA"),
            Map.entry("order_items.account_to_create.zip", "02111"),
            Map.entry("order_items.account_to_create.billing_address_line_1", "S"),
            Map.entry("order_items.account_to_create.billing_city", "C"),
            Map.entry("order_items.account_to_create.billing_state", "MA"),
            Map.entry("order_items.account_to_create.billing_zip_code", "02111"));

    assertThat(request("granite", account, "order_ref=A", "order_items.account_macnum=7"))
        .doesNotContain("account_to_create");
    assertThat(
            request("granite", account, "order_ref=A", "order_items.account_to_create.city=Boston"))
        .contains("\"account_to_create\":{\"parent_macnum\":\"1\"", "\"city\":\"Boston\"");
  }

  @ParameterizedTest
  @CsvSource({
    "globalconnect, ordertype, order_type",
    "globalconnect, order_type, order_type",
    "globalconnect, ORDERTYPE, order_type",
    "globalconnect-testing, ordertype, orderType",
  })
  void keys_may_be_spelled_as_spring_boot_binds_them(String carrier, String key, String field) {
    assertThat(request(carrier, Map.of(key, "NEW"), "order_ref=A", "comment=x"))
        .contains("\"%s\":\"NEW\"".formatted(field));
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "globalconnect | order_typ | NEW | order_typ names no column of globalconnect. Did you mean \"order_type\"?",
        "globalconnect | contract_length | long | contract_length has \"long\", which is not a number.",
        "globalconnect | contract_length | -1 | contract_length is negative.",
        "globalconnect | to_address.postcode | 99 | to_address.postcode is not a Norwegian postcode.",
        "globalconnect | requested_date | 03/04/2026 | requested_date has \"03/04/2026\", which can mean",
        "globalconnect | annotations[0].text | Hello | annotations[0].text is for one entry of a list",
        "telecomx | type | Fibre | type is not one of the allowed values.",
        "telecomx | ipAddresses | 7 | ipAddresses is not one of the allowed values.",
        "granite | order_items.account_to_create.zip | 1 | order_items.account_to_create.zip is neither a ZIP",
      })
  void an_invalid_default_is_rejected_at_startup_by_its_key(
      String carrier, String key, String value, String message) {
    assertThatThrownBy(
            () -> new Importing(Map.of(carrier, Map.of(key, value)), HeadingAliases.NONE))
        .isInstanceOf(InvalidConfigurationException.class)
        .hasMessageStartingWith("order-import.carriers.%s.defaults.%s".formatted(carrier, message));
  }

  @Test
  void a_blank_default_is_ignored() {
    assertThat(request("globalconnect", Map.of("order_type", " "), "order_ref=A", "comment=x"))
        .doesNotContain("order_type");
  }
}
