package orderimport.heading;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import orderimport.carrier.Carrier;
import orderimport.carrier.Carriers;
import orderimport.imports.SheetMapping;
import orderimport.problem.Problem;
import orderimport.spreadsheet.Cell;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class ShippedHeadingsTest {
  private static final Carriers CARRIERS = Carriers.registered();
  private static final HeadingAliases SHIPPED =
      HeadingAliases.fromConfiguration(Path.of("job-config"));
  private static final Set<String> SAME_IN_ALL_LANGUAGES = Set.of("Rack", "Reference");
  private static final HeadingCatalog HEADINGS = new HeadingCatalog(CARRIERS, SHIPPED);

  @ParameterizedTest
  @CsvSource({
    "globalconnect, Postnr, to_address.postcode",
    "globalconnect, Gateadresse, to_address.street_name",
    "globalconnect, A-postnr, from_address.postcode",
    "globalconnect, Fra poststed, from_address.city",
    "globalconnect, B-Husnr., to_address.house_number",
    "globalconnect, Ønsket leveringsdato, requested_date",
    "globalconnect, Bindingstid (mnd), contract_length",
    "globalconnect, Månedspris, new_lines.recurring_price",
    "globalconnect, Oprettelsesgebyr, new_lines.one_time_price",
    "globalconnect, Artikkel *, new_lines.article_id",
    "globalconnect, Teknisk kontakt e-post, to_tech_contact.email",
    "globalconnect-testing, Postnr, toAddress.zipCode",
    "globalconnect-testing, Gateadresse, toAddress.streetName",
    "globalconnect-testing, E-POST, toAddress.contactEmail",
    "granite, Kontaktperson:, order_items.local_contact_name",
    "granite, Postnr, order_items.account_to_create.zip",
    "telecomx, Postnr, address.zip",
    "telecomx, Gateadresse, address.address",
    "telecomx, Tlf., installCallNumber",
    "telecomx, Kundenr, customer",
  })
  void common_headings_are_known(String carrier, String heading, String path) {
    assertThat(HEADINGS.of(carrier).find(heading)).map(FieldTarget::path).contains(path);
  }

  @ParameterizedTest
  @CsvSource({"Ordrenr", "Bestillingsnr", "Vår referanse", "Vores ref.", "Order number"})
  void common_headings_of_the_order_ref_are_known(String heading) {
    assertThat(HEADINGS.namesOrderRef(heading)).isTrue();
  }

  @ParameterizedTest
  @CsvSource({"Leverandør", "Operatør", "Udbyder", "Provider"})
  void common_headings_of_the_carrier_are_known(String heading) {
    assertThat(HEADINGS.namesCarrier(heading)).isTrue();
  }

  @ParameterizedTest
  @ValueSource(
      strings = {"globalconnect", "globalconnect-testing", "granite", "telecomx", "telecomx-offer"})
  void every_column_has_an_alias(String carrier) {
    assertThat(HEADINGS.columnsOf(carrier))
        .filteredOn(column -> !column.path().endsWith("[KEY]"))
        .allSatisfy(column -> assertThat(column.headings()).as(column.path()).isNotEmpty());
  }

  private static SheetHeader header(String... headings) {
    List<Cell> cells = new ArrayList<>();
    for (String heading : headings) {
      cells.add(Cell.text(cells.size(), heading));
    }
    return new SheetHeader(HEADINGS, "Offers", 1, cells, SheetMapping.NONE);
  }

  @Test
  void the_provider_is_the_carrier_unless_the_sheet_names_that_as_well() {
    SheetHeader offers = header("carrier", "order_ref", "Provider");
    assertThat(offers.carrierColumn()).isEqualTo(0);
    assertThat(offers.meanings(2)).containsOnlyKeys("telecomx-offer");
    assertThat(new HeadingProblems(HEADINGS, offers, 0, null).all()).isEmpty();

    SheetHeader behind = header("Provider", "order_ref", "Carrier");
    assertThat(behind.carrierColumn()).isEqualTo(2);

    assertThat(header("order_ref", "Provider").carrierColumn()).isEqualTo(1);
    assertThat(
            new HeadingProblems(HEADINGS, header("carrier", "order_ref", "Operator"), 0, null)
                .all())
        .extracting(Problem::code)
        .containsExactly("heading_twice");
  }

  @Test
  void only_the_carrier_column_offers_the_carriers() {
    assertThat(HEADINGS.allowedUnder("telecomx-offer", "carrier")).contains("granite");
    assertThat(HEADINGS.allowedUnder("telecomx-offer", "provider")).isEmpty();
    assertThat(HEADINGS.allowedUnder("telecomx", "Provider")).contains("granite");
    assertThat(HEADINGS.allowedUnder(null, "Provider")).contains("granite");
  }

  @Test
  void no_alias_is_listed_twice() {
    for (Carrier carrier : CARRIERS.all()) {
      Map<String, String> paths = new HashMap<>();
      SHIPPED
          .of(carrier.name())
          .forEach(
              (path, headings) ->
                  headings.forEach(
                      heading ->
                          assertThat(paths.put(HeadingText.normalize(heading), path))
                              .as("%s of %s", heading, carrier.name())
                              .isNull()));
    }
  }

  @Test
  void an_alias_for_two_columns_of_a_carrier_is_rejected() throws IOException {
    assertRejected("granite: {requester: [Who], customer_name: [who]}", "who", "customer_name");
    assertRejected("granite: {requester: [customer name]}", "requester", "customer_name");
    assertRejected(
        "common: {order_ref: [Reference]}", "order_ref", "already uses it for reference");
    assertRejected("granite: {requestor: [Who]}", "requestor", "granite does not have");
  }

  private static void assertRejected(String yaml, String... names) throws IOException {
    HeadingAliases aliases =
        HeadingAliases.read(new ByteArrayInputStream(yaml.getBytes(StandardCharsets.UTF_8)));
    assertThatIllegalArgumentException()
        .isThrownBy(() -> new HeadingCatalog(CARRIERS, aliases))
        .satisfies(thrown -> assertThat(thrown).hasMessageContainingAll(names));
  }

  @Test
  void a_configuration_key_can_have_an_alias() throws IOException {
    String yaml = "globalconnect: {'new_lines.configuration[3000075]': [Speed]}";
    HeadingAliases aliases =
        HeadingAliases.read(new ByteArrayInputStream(yaml.getBytes(StandardCharsets.UTF_8)));

    assertThat(new HeadingCatalog(CARRIERS, aliases).of("globalconnect").find("speed"))
        .map(FieldTarget::key)
        .contains("3000075");
  }

  @Test
  void columns_of_mandatory_fields_are_required() {
    assertThat(required("granite"))
        .contains("order_ref", "quote_request_id", "order_items.location_id")
        .doesNotContain("order_name", "order_items.account_to_create.city", "carrier");
    assertThat(required("globalconnect"))
        .containsExactlyInAnyOrder(
            "order_ref", "order_type", "customer.id", "new_lines.article_id");
    assertThat(required("globalconnect-testing"))
        .containsExactlyInAnyOrder("order_ref", "orderType", "customer.id", "new_lines.articleId");
    assertThat(required("telecomx")).containsExactlyInAnyOrder("order_ref", "type");
  }

  @Test
  void conditionally_required_columns_name_their_condition() {
    assertThat(HEADINGS.columnsOf("granite"))
        .filteredOn(column -> column.requiredWith().equals("order_items.account_to_create"))
        .extracting(Column::path)
        .hasSize(13)
        .contains("order_items.account_to_create.billing_zip_code");
    assertThat(HEADINGS.columnsOf("globalconnect"))
        .filteredOn(column -> !column.requiredWith().isEmpty())
        .extracting(Column::path, Column::requiredWith)
        .containsExactly(org.assertj.core.groups.Tuple.tuple("annotations.text", "annotations"));
  }

  private static List<String> required(String carrier) {
    return HEADINGS.columnsOf(carrier).stream().filter(Column::required).map(Column::path).toList();
  }

  @ParameterizedTest
  @ValueSource(strings = {"nb", "da"})
  void each_label_and_description_is_translated(String language) {
    FieldTexts texts = new FieldTexts(Carriers.registered());
    Locale locale = Locale.forLanguageTag(language);
    Set<String> translated = new TreeSet<>();
    Set<String> untranslated = new TreeSet<>();
    for (CarrierColumns carrier : HEADINGS.all()) {
      if (carrier.carrier().getClass().getResource("fields_%s.yml".formatted(language)) == null) {
        // Translations of a carrier are optional.
        continue;
      }
      translated.add(carrier.carrier().name());
      for (Column column : HEADINGS.columnsOf(carrier.carrier().name())) {
        if (texts.description(column, locale).equals(column.description())) {
          untranslated.add(column.description());
        }
        if (!column.headings().isEmpty()
            && texts.label(column, locale).equals(column.headings().get(0))
            && !SAME_IN_ALL_LANGUAGES.contains(column.headings().get(0))) {
          untranslated.add(column.headings().get(0));
        }
      }
    }
    assertThat(untranslated).isEmpty();
    assertThat(translated)
        .contains(
            "globalconnect", "globalconnect-testing", "granite", "telecomx", "telecomx-offer");
  }
}
