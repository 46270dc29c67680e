package orderimport.carrier.telecomx;

import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.UUID;
import java.util.function.Predicate;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import orderimport.carrier.Carrier.StubResponse;
import orderimport.carrier.StubEndpoint.Call;
import orderimport.carrier.StubState;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.ObjectNode;

/**
 * The look-up of addresses. Each of the {@link #STREETS} has the houses 1 to 99. A house whose
 * number is divisible by 4 has also one with the letter A, and both have apartments: the floors st,
 * 1, 2 and 3 with the doors tv and th. A house whose number ends in 9 has the floors kl and st
 * without doors.
 */
final class TelecomXStubAddresses {
  private static final List<Street> STREETS =
      List.of(
          new Street("Vestergade", 8000, "Aarhus C", 751),
          new Street("Vestergade", 5000, "Odense C", 461),
          new Street("Nørregade", 5000, "Odense C", 461),
          new Street("Algade", 4000, "Roskilde", 265),
          new Street("Havnegade", 6700, "Esbjerg", 561),
          new Street("Vallensbækvej", 2605, "Brøndby", 153),
          new Street("Bredgade", 1260, "København K", 101),
          new Street("Østergade", 9000, "Aalborg", 851));

  private static final Set<String> PARAMETERS = Set.of("query", "limit", "flex");

  /** Street, house, floor and door, postcode and town, without punctuation and in lower case. */
  private static final Pattern QUERY =
      Pattern.compile(
          "(?<road>\\D+?)"
              + "(?: (?<number>\\d{1,3})(?: ?(?<letter>[a-z])(?= |$))?"
              + "(?: (?<floor>kl|st|\\d{1,2})(?= |$))?(?: (?<door>tv|mf|th)(?= |$))?)?"
              + "(?: (?<zip>\\d{4}))?(?: (?<city>\\D+))?");

  private TelecomXStubAddresses() {}

  private record Street(String road, int zip, String city, int municipality) {
    Stream<Address> addresses() {
      return IntStream.rangeClosed(1, 99).boxed().flatMap(this::addressesAt);
    }

    private Stream<Address> addressesAt(int number) {
      if (number % 4 == 0) {
        return Stream.of("", "A")
            .flatMap(
                letter ->
                    Stream.of("st", "1", "2", "3")
                        .flatMap(
                            floor ->
                                Stream.of("tv", "th")
                                    .map(door -> new Address(this, number + letter, floor, door))));
      }
      return number % 10 == 9
          ? Stream.of("kl", "st").map(floor -> new Address(this, "" + number, floor, null))
          : Stream.of(new Address(this, "" + number, null, null));
    }
  }

  /** An address; floor and door are null if it has none. */
  private record Address(
      Street street, String number, @Nullable String floor, @Nullable String door) {

    Address withUnit(@Nullable String newFloor, @Nullable String newDoor) {
      return new Address(street, number, newFloor, newDoor);
    }

    ObjectNode json() {
      ObjectNode json = JsonMapper.shared().createObjectNode();
      json.put("_id", id()).put("road", street.road()).put("number", number);
      json.put("floor", floor).put("door", door);
      json.put("zip", street.zip()).put("city", street.city());
      json.put("code", "%04d".formatted(street.zip() % 1000)).put("muni", street.municipality());
      json.putObject("geo").put("lat", 55.5).put("lng", 10.5);
      return json;
    }

    private String id() {
      byte[] text = toString().getBytes(StandardCharsets.UTF_8);
      return UUID.nameUUIDFromBytes(text).toString().replace("-", "").substring(0, 24);
    }
  }

  /** {@code GET /customer/address/lookup}. */
  static StubResponse lookup(Call call, StubState state) {
    Map<String, String> parameters = call.parameters();
    StubResponse unknown = AbstractTelecomXStub.unknown(parameters.keySet(), PARAMETERS);
    StubResponse outOfRange = AbstractTelecomXStub.outOfRange(parameters, "limit", 1, 50);
    String query = normalized(parameters.getOrDefault("query", ""));
    String flex = parameters.getOrDefault("flex", "false");
    if (unknown != null) {
      return unknown;
    } else if (outOfRange != null) {
      return outOfRange;
    } else if (query.isEmpty()) {
      return AbstractTelecomXStub.error(422, "query", "Is required");
    } else if (!Set.of("true", "false").contains(flex)) {
      return AbstractTelecomXStub.error(422, "flex", "Must be true or false");
    }
    ArrayNode found = JsonMapper.shared().createArrayNode();
    entries(query, flex.equals("true"))
        .limit(Integer.parseInt(parameters.getOrDefault("limit", "10")))
        .forEach(found::add);
    return new StubResponse(200, found.toString());
  }

  private static String normalized(String query) {
    return query.toLowerCase(Locale.ROOT).replaceAll("[\\s.,]+", " ").strip();
  }

  private static Stream<ObjectNode> entries(String query, boolean flex) {
    Matcher asked = QUERY.matcher(query);
    if (!asked.matches()) {
      return Stream.empty();
    }
    if (asked.group("number") == null) {
      return STREETS.stream()
          .map(Street::road)
          .filter(road -> normalized(road).startsWith(asked.group("road")))
          .distinct()
          .map(road -> JsonMapper.shared().createObjectNode().put("road", road));
    }
    List<Address> house =
        STREETS.stream()
            .filter(isStreet(asked))
            .flatMap(Street::addresses)
            .filter(address -> normalized(address.number()).equals(houseNumber(asked)))
            .toList();
    List<Address> units = house.stream().filter(isUnit(asked)).toList();
    return (flex && units.isEmpty() ? houses(house, asked) : units).stream().map(Address::json);
  }

  private static String houseNumber(Matcher asked) {
    String letter = asked.group("letter");
    return asked.group("number") + (letter == null ? "" : letter);
  }

  private static Predicate<Street> isStreet(Matcher asked) {
    String zip = asked.group("zip");
    String city = asked.group("city");
    return street ->
        normalized(street.road()).equals(asked.group("road"))
            && (zip == null || zip.equals(String.valueOf(street.zip())))
            && (city == null || normalized(street.city()).startsWith(city));
  }

  /** All units of a house if none is asked for. */
  private static Predicate<Address> isUnit(Matcher asked) {
    String floor = asked.group("floor");
    String door = asked.group("door");
    return address ->
        floor == null && door == null
            || floor != null
                && floor.equals(address.floor())
                && (door == null || door.equals(address.door()));
  }

  /** The houses alone; a single one with the floor and the door that were asked for. */
  private static List<Address> houses(List<Address> addresses, Matcher asked) {
    List<Address> houses =
        new ArrayList<>(
            addresses.stream().map(address -> address.withUnit(null, null)).distinct().toList());
    return houses.size() == 1
        ? List.of(houses.get(0).withUnit(asked.group("floor"), asked.group("door")))
        : houses;
  }

  /** {@code GET /customer/ID/address}: each customer has the same two. */
  static StubResponse ofCustomer(Call call, StubState state) {
    StubResponse unknown = AbstractTelecomXStub.unknown(call.parameters().keySet(), Set.of());
    if (unknown != null) {
      return unknown;
    } else if (!call.id().matches("(?=.*[^0])[0-9A-Fa-f]+")) {
      return AbstractTelecomXStub.error(404, "customer", "Customer not found");
    }
    ArrayNode addresses = JsonMapper.shared().createArrayNode();
    addresses.add(
        ofCustomer("5a1b2c3d4e5f60718293a4d6", "Vestergade 12, 2. tv.", "8000", "Aarhus C")
            .put("primary", true));
    addresses.add(
        ofCustomer("5a1b2c3d4e5f60718293a4d7", "Algade 3", "4000", "Roskilde")
            .put("primary", false)
            .put("alternativeName", "Warehouse"));
    return new StubResponse(200, addresses.toString());
  }

  private static ObjectNode ofCustomer(String id, String address, String zip, String city) {
    return JsonMapper.shared()
        .createObjectNode()
        .put("_id", id)
        .put("address", address)
        .put("zip", zip)
        .put("city", city)
        .put("country", "DK");
  }
}
