package orderimport.carrier.telecomx;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.Combinators;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;
import orderimport.carrier.AddressLookup;
import orderimport.carrier.AddressLookup.Address;
import orderimport.carrier.AddressLookup.Answer;
import orderimport.carrier.AddressLookup.Ask;
import orderimport.carrier.AddressLookup.Outcome;
import orderimport.carrier.AddressLookup.Result;
import orderimport.carrier.AddressLookup.Step;
import orderimport.carrier.AddressLookup.Suggestion;
import orderimport.carrier.UnreadableListException;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.ObjectNode;

/** What is asked for an address, and what follows from the answers. */
class TelecomXAddressLookupTest {
  private static final AddressLookup LOOKUP = new TelecomXAddressLookup();
  private static final JsonMapper JSON = JsonMapper.shared();

  private static Address address(String address, Object zip, String city) {
    ObjectNode request = JSON.createObjectNode();
    request
        .putObject("address")
        .put("address", address)
        .put("city", city)
        .set("zip", JSON.valueToTree(zip));
    return LOOKUP.addresses(request).get(0);
  }

  private static String hit(
      String road, String number, @Nullable String floor, @Nullable String door) {
    return hit(road, number, floor, door, 8000, "Aarhus C");
  }

  private static String hit(
      String road,
      @Nullable String number,
      @Nullable String floor,
      @Nullable String door,
      Object zip,
      String city) {
    ObjectNode hit = JSON.createObjectNode().put("_id", "a1").put("road", road);
    hit.put("number", number).put("floor", floor).put("door", door).put("city", city);
    hit.set("zip", JSON.valueToTree(zip));
    return hit.toString();
  }

  /** The result after these answers, with the queries that were asked. */
  private record Asked(Result result, List<String> queries) {}

  /** Answers with these lists of hits in turn, then with empty ones. */
  private static Asked ask(Address address, List<List<String>> answers) {
    List<Answer> given = new ArrayList<>();
    List<String> queries = new ArrayList<>();
    Step step = LOOKUP.next(address, given);
    while (step instanceof Ask ask) {
      assertThat(ask.path()).isEqualTo("/customer/address/lookup");
      assertThat(ask.parameters()).containsEntry("limit", "50");
      queries.add(
          ask.parameters().get("query") + (ask.parameters().containsKey("flex") ? " flex" : ""));
      List<String> hits = given.size() < answers.size() ? answers.get(given.size()) : List.of();
      given.add(new Answer(ask, "[" + String.join(",", hits) + "]"));
      step = LOOKUP.next(address, given);
    }
    return new Asked((Result) step, queries);
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "Vestergade 12, 2. tv.|Aarhus C",
        "vestergade  12 2.tv|AARHUS  C",
        "VESTERGADE 12,2 TV|Aarhus C.",
        "Vestergade 12, 2. sal t.v.|Århus C",
        "Vestergade 12, 2. til venstre|aarhus c"
      })
  void an_address_is_known_however_it_is_written(String written, String city) {
    Asked asked =
        ask(
            address(written, 8000, city),
            List.of(
                List.of(
                    hit("Vestergade", "12", "1", "tv"),
                    hit("Vestergade", "12", "2", "tv"),
                    hit("Vestergade", "12", "2", "th"))));

    assertThat(asked.result()).isEqualTo(new Result(Outcome.MATCH, List.of()));
    assertThat(asked.queries()).hasSize(1);
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "Vallensbækvej 20 a, 3. th.|Vallensbækvej|20A|3|th",
        "Ny Allegade 7, st. th|Ny Allégade|7|st|th",
        "NYALLEGADE 07, STUEN TIL HØJRE|Ny Allégade|7|st|th",
        "Skolegade 3, kælderen|Skolegade|3|kl|",
        "H.C. Andersens Vej 5|H C Andersens Vej|5||",
        "Søgade 1, 2. mf.|Søgade|1|2|mf",
        "Åboulevarden 3, 4. 12|Aaboulevarden|3|4|0012"
      })
  void floor_door_and_street_are_compared_as_people_write_them(
      String written, String road, String number, @Nullable String floor, @Nullable String door) {
    Asked asked =
        ask(address(written, 8000, "Aarhus C"), List.of(List.of(hit(road, number, floor, door))));

    assertThat(asked.result().outcome()).isEqualTo(Outcome.MATCH);
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "Vestergade 1, 22|Vestergade|12|2|",
        "Vestergade 12-14|Vestergade|12|14|",
        "Vestergade 12 B|Vestergade|12|st|",
        "Vestergade 12|Vestergade|12|2|tv",
        "Vestergade 12, 2. tv|Vestergade|12|2|th",
        "Vestergade 12, 2.|Vestergade|12|2|tv",
        "Østergade 12|Vestergade|12||"
      })
  void another_address_is_not_the_same(
      String written, String road, String number, @Nullable String floor, @Nullable String door) {
    Asked asked =
        ask(address(written, 8000, "Aarhus C"), List.of(List.of(hit(road, number, floor, door))));

    assertThat(asked.result().outcome()).isNotEqualTo(Outcome.MATCH);
  }

  @Test
  void the_postcode_may_be_a_number_or_a_text() {
    Address address = address("Vestergade 12", 800, "Høje Taastrup");

    for (Object zip : List.of(800, "800", "0800")) {
      String hit = hit("Vestergade", "12", null, null, zip, "Høje Tåstrup");
      assertThat(ask(address, List.of(List.of(hit))).result().outcome()).isEqualTo(Outcome.MATCH);
    }
  }

  @Test
  void nothing_known_is_asked_for_in_three_ways() {
    Asked asked = ask(address("Vestergade 12, 9. tv", 8000, "Aarhus C"), List.of());

    assertThat(asked.result()).isEqualTo(new Result(Outcome.NO_MATCH, List.of()));
    assertThat(asked.queries())
        .containsExactly(
            "Vestergade 12, 9. tv, 8000 Aarhus C",
            "Vestergade 12, 9. tv",
            "Vestergade 12, 9. tv, 8000 Aarhus C flex");
    assertThat(ask(address("Vestergade 12", 8000, "Aarhus C"), List.of()).queries()).hasSize(2);
  }

  @Test
  void a_match_by_the_street_alone_counts_in_its_town_only() {
    List<String> hits =
        List.of(
            hit("Vestergade", "12", null, null, 5000, "Odense C"),
            hit("Vestergade", "12", null, null));

    assertThat(
            ask(address("Vestergade 12", 8000, "Aarhus C"), List.of(List.of(), hits))
                .result()
                .outcome())
        .isEqualTo(Outcome.MATCH);
    assertThat(ask(address("Vestergade 12", 7000, "Fredericia"), List.of(List.of(), hits)).result())
        .isEqualTo(
            new Result(
                Outcome.NO_MATCH,
                List.of(
                    new Suggestion(
                        "Vestergade 12, 5000 Odense C", Map.of("zip", "5000", "city", "Odense C")),
                    new Suggestion(
                        "Vestergade 12, 8000 Aarhus C",
                        Map.of("zip", "8000", "city", "Aarhus C")))));
  }

  /** With flex, a single house has the floor and door of the query, even if they do not exist. */
  @Test
  void floor_and_door_of_a_flexible_answer_are_not_believed() {
    Asked asked =
        ask(
            address("Vestergade 12, 9. tv", 8000, "Aarhus C"),
            List.of(List.of(), List.of(), List.of(hit("Vestergade", "12", "9", "tv"))));

    assertThat(asked.result())
        .isEqualTo(
            new Result(
                Outcome.NO_MATCH,
                List.of(
                    new Suggestion(
                        "Vestergade 12, 8000 Aarhus C", Map.of("address", "Vestergade 12")))));
  }

  @Test
  void several_homes_in_the_house_are_suggested() {
    Asked asked =
        ask(
            address("Vestergade 12", 8000, "Aarhus C"),
            List.of(
                List.of(
                    hit("Vestergade", "12", "st", "tv"),
                    hit("Vestergade", "12", "1", null),
                    hit("Vestergade", "14", null, null))));

    assertThat(asked.result())
        .isEqualTo(
            new Result(
                Outcome.SEVERAL,
                List.of(
                    new Suggestion(
                        "Vestergade 12, st. tv, 8000 Aarhus C",
                        Map.of("address", "Vestergade 12, st. tv")),
                    new Suggestion(
                        "Vestergade 12, 1., 8000 Aarhus C",
                        Map.of("address", "Vestergade 12, 1.")))));
    assertThat(asked.queries()).hasSize(1);
  }

  @Test
  void only_the_town_is_wrong() {
    Asked asked =
        ask(
            address("Vestergade 12", 8000, "Odense"),
            List.of(
                List.of(hit("Vestergade", "12", null, null), hit("Vestergade", "12", "1", null))));

    assertThat(asked.result().suggestions())
        .containsExactly(
            new Suggestion("Vestergade 12, 8000 Aarhus C", Map.of("city", "Aarhus C")));
  }

  @Test
  void two_addresses_that_are_written_the_same_are_several() {
    String one = hit("Vestergade", "12", null, null).replace("\"_id\"", "\"muni\":751,\"_id\"");
    String other = one.replace("751", "740");

    Asked asked = ask(address("Vestergade 12", 8000, "Aarhus C"), List.of(List.of(one, other)));

    assertThat(asked.result().outcome()).isEqualTo(Outcome.SEVERAL);
    assertThat(asked.result().suggestions())
        .allSatisfy(each -> assertThat(each.changes()).isEmpty());
  }

  @ParameterizedTest
  @ValueSource(strings = {"{\"road\": \"Vestergade\"}", "\"Vestergade\""})
  void a_street_is_not_an_address(String street) {
    assertThat(ask(address("vestergade", 8000, "Aarhus C"), List.of(List.of(street))).result())
        .isEqualTo(new Result(Outcome.STREET_ONLY, List.of()));
    assertThat(
            ask(
                    address("Vestergade 12", 8000, "Aarhus C"),
                    List.of(List.of(street), List.of(street)))
                .result())
        .isEqualTo(new Result(Outcome.NO_MATCH, List.of()));
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "",
        "[",
        "<html></html>",
        "{}",
        "{\"error\": [\"no\"]}",
        "[{\"code\": 422}]",
        "[7]",
        "null"
      })
  void a_body_that_is_no_list_of_addresses_is_unreadable(String body) {
    Address address = address("Vestergade 12", 8000, "Aarhus C");
    Ask ask = (Ask) LOOKUP.next(address, List.of());

    assertThatThrownBy(() -> LOOKUP.next(address, List.of(new Answer(ask, body))))
        .isInstanceOf(UnreadableListException.class);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "{}",
        "{\"address\": {\"_id\": \"a1\", \"address\": \"V 1\", \"zip\": 1, \"city\": \"A\"}}",
        "{\"address\": {\"address\": \"V 1\", \"zip\": 8000}}",
        "{\"address\": {\"address\": \"V 1\", \"zip\": 99999, \"city\": \"A\"}}"
      })
  void an_address_with_an_id_or_a_blank_part_is_not_looked_up(String request) {
    assertThat(LOOKUP.addresses(JSON.readTree(request))).isEmpty();
  }

  @Test
  void both_ends_of_a_line_are_looked_up() {
    String place = "{\"address\": \"V 1\", \"zip\": 8000, \"city\": \"A\"}";

    assertThat(
            LOOKUP.addresses(
                JSON.readTree("{\"address\": %1$s, \"address2\": %1$s}".formatted(place))))
        .extracting(Address::path)
        .containsExactly("address", "address2");
  }

  /** The home that a known address is, written in another way. */
  record Spelling(LookedUpAddress known, String written, String city) {}

  @Provide
  static Arbitrary<Spelling> spellings() {
    Arbitrary<String> roads =
        Arbitraries.of(
            "Vestergade",
            "Ny Allégade",
            "H.C. Andersens Vej",
            "10. Februar Vej",
            "Åboulevarden",
            "Sankt Pauls Kirkeplads",
            "Øster Farimagsgade",
            "Aagade");
    Arbitrary<String> numbers = Arbitraries.of("1", "12", "20A", "7B", "104");
    Arbitrary<String> floors = Arbitraries.of("", "kl", "st", "1", "2", "11");
    Arbitrary<String> doors = Arbitraries.of("", "tv", "mf", "th", "3");
    Arbitrary<String> cities = Arbitraries.of("Aarhus C", "Brøndby", "Kgs. Lyngby", "Ærøskøbing");
    Arbitrary<Long> seeds = Arbitraries.longs();
    return Combinators.combine(roads, numbers, floors, doors, cities, seeds)
        .as(
            (road, number, floor, door, city, seed) -> {
              LookedUpAddress known =
                  new LookedUpAddress(
                      road,
                      number,
                      floor.isEmpty() ? null : floor,
                      door.isEmpty() ? null : door,
                      "8000",
                      city,
                      null);
              java.util.Random random = new java.util.Random(seed);
              return new Spelling(
                  known, respelled(known.address(), random), respelled(city, random));
            });
  }

  /** In another case, and with other blanks where there are blanks or commas. */
  private static String respelled(String text, java.util.Random random) {
    StringBuilder written = new StringBuilder(" ".repeat(random.nextInt(2)));
    for (String letter : text.split("")) {
      written.append(
          random.nextBoolean() ? letter.toUpperCase(Locale.ROOT) : letter.toLowerCase(Locale.ROOT));
      if (letter.matches("[ ,.]")) {
        written.append(random.nextBoolean() ? "\u00A0" : "").append(" ".repeat(random.nextInt(3)));
      }
    }
    return written.append(" ".repeat(random.nextInt(2))).toString();
  }

  @Property(tries = 500)
  void what_is_accepted_does_not_depend_on_case_and_blanks(@ForAll("spellings") Spelling spelling) {
    LookedUpAddress known = spelling.known();
    Address written = address(spelling.written(), 8000, spelling.city());
    String hit =
        hit(
            known.road(),
            known.number(),
            known.floor(),
            known.door(),
            8000,
            String.valueOf(known.city()));

    assertThat(written.key())
        .isEqualTo(address(known.address(), 8000, String.valueOf(known.city())).key());
    assertThat(ask(written, List.of(List.of(hit))).result().outcome()).isEqualTo(Outcome.MATCH);
  }

  @Property(tries = 500)
  void different_homes_stay_different(
      @ForAll("spellings") Spelling one, @ForAll("spellings") Spelling other) {
    if (!one.known().address().equals(other.known().address())) {
      assertThat(DanishAddress.key(one.written())).isNotEqualTo(DanishAddress.key(other.written()));
    }
  }
}
