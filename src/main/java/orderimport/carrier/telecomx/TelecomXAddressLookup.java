package orderimport.carrier.telecomx;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.regex.Pattern;
import orderimport.carrier.AddressLookup;
import orderimport.carrier.ListedFields;
import orderimport.carrier.UnreadableListException;
import tools.jackson.core.JacksonException;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/**
 * The address look-up, {@code GET /customer/address/lookup}. What a query may consist of is not
 * documented: the whole address is looked up first, then the part without postcode and town. {@code
 * flex} comes last and only for suggestions: with it, a single address has the floor and door of
 * the query, whether they exist or not.
 */
final class TelecomXAddressLookup implements AddressLookup {
  static final String PATH = "/customer/address/lookup";
  static final String ADDRESS = "address";
  static final String ZIP = "zip";
  static final String CITY = "city";

  private static final String QUERY = "query";
  private static final String FLEX = "flex";

  /** The most that can be requested. */
  private static final int LIMIT = 50;

  private static final int MAX_SUGGESTIONS = 20;

  /** Of the same address in other towns, of which there can be many. */
  private static final int MAX_OTHER_TOWNS = 5;

  /** Changes of fields, the likeliest first. An address that differs in everything is another. */
  private static final List<Set<String>> LIKELY_CHANGES =
      List.of(
          Set.of(CITY),
          Set.of(ZIP),
          Set.of(ADDRESS),
          Set.of(ZIP, CITY),
          Set.of(ADDRESS, CITY),
          Set.of(ADDRESS, ZIP));

  private static final Pattern HAS_FLOOR_OR_DOOR =
      Pattern.compile("\\d\\s?\\p{L}?[\\s,.]+[\\p{L}\\d]");

  @Override
  public List<Address> addresses(JsonNode request) {
    List<Address> addresses = new ArrayList<>();
    for (String path : List.of("address", "address2")) {
      JsonNode node = request.path(path);
      String address = ListedFields.text(node, ADDRESS);
      String zip = ListedFields.text(node, ZIP);
      String city = ListedFields.text(node, CITY);
      boolean hasId = ListedFields.text(node, "_id") != null;
      if (!hasId && address != null && zip != null && city != null && zip.matches("\\d{1,4}")) {
        Map<String, String> fields = new LinkedHashMap<>();
        fields.put(ADDRESS, address);
        fields.put(ZIP, zip);
        fields.put(CITY, city);
        addresses.add(
            new Address(
                path,
                fields,
                "%s, %s %s".formatted(address, zip, city).replaceAll("\\s+", " "),
                "%s|%s|%s".formatted(DanishAddress.key(address), zip, DanishAddress.key(city))));
      }
    }
    return addresses;
  }

  @Override
  public Step next(Address address, List<Answer> answers) {
    String street = value(address, ADDRESS);
    if (answers.isEmpty()) {
      return ask(address.text(), false);
    }
    List<LookedUpAddress> known = new ArrayList<>();
    List<LookedUpAddress> flexible = new ArrayList<>();
    for (Answer answer : answers) {
      (isFlexible(answer) ? flexible : known).addAll(read(answer.body()));
    }
    List<LookedUpAddress> exact =
        known.stream()
            .filter(each -> !each.isStreet() && isSame(address, each))
            .distinct()
            .toList();
    if (exact.size() == 1) {
      return new Result(Outcome.MATCH, List.of());
    } else if (exact.size() > 1) {
      return new Result(
          Outcome.SEVERAL, exact.stream().map(each -> each.suggestedFor(address)).toList());
    }
    boolean houseKnown = known.stream().anyMatch(each -> isHouseOf(address, each));
    boolean onlyStreet = isStreetOnly(street, known);
    if (!houseKnown && !onlyStreet) {
      if (answers.size() == 1) {
        return ask(street, false);
      } else if (flexible.isEmpty()
          && answers.size() == 2
          && HAS_FLOOR_OR_DOOR.matcher(street).find()) {
        return ask(address.text(), true);
      }
    }
    flexible.forEach(each -> known.add(each.isStreet() ? each : each.house()));
    return onlyStreet ? new Result(Outcome.STREET_ONLY, List.of()) : result(address, known);
  }

  private static Ask ask(String query, boolean flex) {
    Map<String, String> parameters = new LinkedHashMap<>();
    parameters.put(QUERY, query.replaceAll("\\s+", " ").strip());
    parameters.put("limit", String.valueOf(LIMIT));
    if (flex) {
      parameters.put(FLEX, "true");
    }
    return new Ask(PATH, parameters);
  }

  private static boolean isFlexible(Answer answer) {
    return answer.ask().parameters().containsKey(FLEX);
  }

  private static String value(Address address, String field) {
    return address.fields().getOrDefault(field, "");
  }

  private static boolean isSame(Address address, LookedUpAddress known) {
    return known.zip() != null && known.suggestedFor(address).changes().isEmpty();
  }

  /** Whether the address is in this house, in the same postal district. */
  private static boolean isHouseOf(Address address, LookedUpAddress known) {
    return !known.isStreet()
        && !known.suggestedFor(address).changes().containsKey(ZIP)
        && DanishAddress.isIn(known.houseKey(), DanishAddress.key(value(address, ADDRESS)));
  }

  private static boolean isStreetOnly(String street, List<LookedUpAddress> known) {
    return !known.isEmpty()
        && known.stream().allMatch(LookedUpAddress::isStreet)
        && known.stream().anyMatch(each -> each.addressKey().equals(DanishAddress.key(street)));
  }

  private static Result result(Address address, List<LookedUpAddress> known) {
    List<LookedUpAddress> houses =
        known.stream().filter(each -> !each.isStreet()).distinct().toList();
    List<LookedUpAddress> near = houses.stream().filter(each -> isHouseOf(address, each)).toList();
    List<Suggestion> suggestions = likeliest(address, near.isEmpty() ? houses : near);
    String written = DanishAddress.key(value(address, ADDRESS));
    boolean several =
        suggestions.size() > 1
            && !near.isEmpty()
            && near.stream().allMatch(each -> DanishAddress.isIn(written, each.addressKey()));
    return new Result(several ? Outcome.SEVERAL : Outcome.NO_MATCH, suggestions);
  }

  private static List<Suggestion> likeliest(Address address, List<LookedUpAddress> houses) {
    List<Suggestion> all =
        houses.stream().map(each -> each.suggestedFor(address)).distinct().toList();
    for (Set<String> changed : LIKELY_CHANGES) {
      List<Suggestion> likely =
          all.stream().filter(each -> each.changes().keySet().equals(changed)).toList();
      boolean otherTowns = changed.equals(Set.of(ZIP, CITY));
      if (!likely.isEmpty() && !(otherTowns && likely.size() > MAX_OTHER_TOWNS)) {
        return likely.stream().limit(MAX_SUGGESTIONS).toList();
      }
    }
    return List.of();
  }

  private static List<LookedUpAddress> read(String body) {
    JsonNode list;
    try {
      list = list(JsonMapper.shared().readTree(body));
    } catch (JacksonException e) {
      throw new UnreadableListException("not JSON");
    }
    List<LookedUpAddress> addresses = new ArrayList<>();
    for (JsonNode entry : list) {
      LookedUpAddress address = LookedUpAddress.of(entry);
      if (address == null) {
        throw new UnreadableListException("an entry without a road");
      }
      addresses.add(address);
    }
    return addresses;
  }

  /** The documented array, also within an object. */
  private static JsonNode list(JsonNode root) {
    if (root.isArray()) {
      return root;
    }
    List<JsonNode> lists = new ArrayList<>();
    root.forEach(
        field -> {
          if (field.isArray()) {
            lists.add(field);
          }
        });
    if (lists.size() != 1 || root.has("error") || root.has("errors")) {
      throw new UnreadableListException("no list of addresses");
    }
    return lists.get(0);
  }
}
