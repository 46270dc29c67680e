package orderimport.carrier.globalconnect;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import orderimport.carrier.HasRules.Breaches;
import org.jspecify.annotations.Nullable;

/** The ways to find an address; one of them has to be complete. */
final class AddressParts {
  private static final String HINT =
      "Give the address id, or street, postcode and city together%s.";

  /**
   * A way to find an address.
   *
   * @param parts the fields that it takes, by name
   */
  record Way(Map<String, ? extends @Nullable Object> parts) {

    /** The names and values of the fields by turns. */
    static Way of(@Nullable Object... namesAndValues) {
      Map<String, @Nullable Object> parts = new LinkedHashMap<>();
      for (int i = 0; i < namesAndValues.length; i += 2) {
        parts.put(String.valueOf(namesAndValues[i]), namesAndValues[i + 1]);
      }
      return new Way(parts);
    }

    private List<String> missing() {
      return parts.entrySet().stream()
          .filter(part -> missing(part.getValue()))
          .map(Map.Entry::getKey)
          .toList();
    }

    private static boolean missing(@Nullable Object value) {
      return value == null || Objects.toString(value).isBlank();
    }

    private boolean begun() {
      return missing().size() < parts.size();
    }
  }

  private AddressParts() {}

  /**
   * One of the ways has to be complete; else what is missing in the first that was begun is told.
   *
   * @param more what else the form takes, as the end of the hint
   */
  static void check(List<Way> ways, String more, Breaches breaches) {
    if (ways.stream().anyMatch(way -> way.missing().isEmpty())) {
      return;
    }
    String hint = HINT.formatted(more);
    ways.stream()
        .filter(Way::begun)
        .findFirst()
        .ifPresentOrElse(
            way ->
                way.missing()
                    .forEach(
                        part ->
                            breaches.add(
                                part,
                                "address_incomplete",
                                "is missing, so the address cannot be found",
                                hint)),
            () -> breaches.add("", "address_incomplete", "has too little in it to be found", hint));
  }

  /** An order has to say where at least one end of the line is. */
  static void checkEitherEnd(
      @Nullable Object from,
      String fromName,
      @Nullable Object to,
      String toName,
      Breaches breaches) {
    if (from == null && to == null) {
      breaches.add(
          fromName,
          "address_missing",
          "is missing, and so is %s: the order needs an address".formatted(toName),
          HINT.formatted(""));
    }
  }
}
