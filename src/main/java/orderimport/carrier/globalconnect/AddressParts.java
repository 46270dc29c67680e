package orderimport.carrier.globalconnect;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import orderimport.carrier.CrossFieldRules.Violations;
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
  record AddressIdentification(Map<String, ? extends @Nullable Object> parts) {

    /** The names and values of the fields by turns. */
    static AddressIdentification of(@Nullable Object... namesAndValues) {
      Map<String, @Nullable Object> parts = new LinkedHashMap<>();
      for (int i = 0; i < namesAndValues.length; i += 2) {
        parts.put(String.valueOf(namesAndValues[i]), namesAndValues[i + 1]);
      }
      return new AddressIdentification(parts);
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

    private boolean isStarted() {
      return missing().size() < parts.size();
    }
  }

  private AddressParts() {}

  /**
   * One of the ways has to be complete; else what is missing in the first that was begun is told.
   *
   * @param more what else the form takes, as the end of the hint
   */
  static void check(List<AddressIdentification> ways, String more, Violations violations) {
    if (ways.stream()
        .anyMatch(addressIdentification -> addressIdentification.missing().isEmpty())) {
      return;
    }
    String hint = HINT.formatted(more);
    ways.stream()
        .filter(AddressIdentification::isStarted)
        .findFirst()
        .ifPresentOrElse(
            addressIdentification ->
                addressIdentification
                    .missing()
                    .forEach(
                        part ->
                            violations.add(
                                part,
                                "address_incomplete",
                                "is missing, so the address cannot be found",
                                hint)),
            () ->
                violations.add("", "address_incomplete", "has too little in it to be found", hint));
  }

  /** An order has to say where at least one end of the line is. */
  static void checkEitherEnd(
      @Nullable Object from,
      String fromName,
      @Nullable Object to,
      String toName,
      Violations violations) {
    if (from == null && to == null) {
      violations.add(
          fromName,
          "address_missing",
          "is missing, and so is %s: the order needs an address".formatted(toName),
          HINT.formatted(""));
    }
  }
}
