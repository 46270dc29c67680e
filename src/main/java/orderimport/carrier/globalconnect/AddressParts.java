package orderimport.carrier.globalconnect;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import orderimport.carrier.CrossFieldRules.Violations;
import org.jspecify.annotations.Nullable;

/** The ways to identify an address, one of which must be complete. */
final class AddressParts {
  /**
   * A set of fields that together identify an address.
   *
   * @param parts the values of the fields, by field name
   */
  record AddressIdentification(Map<String, ? extends @Nullable Object> parts) {

    /** Creates it from alternating field names and values. */
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
   * Requires one complete identification; otherwise reports the missing fields of the first one
   * that has a value.
   *
   * @param incomplete the problem that a field of it is missing
   * @param unclear the problem that none of them has a value
   */
  static void check(
      List<AddressIdentification> identifications,
      GlobalConnectProblem incomplete,
      GlobalConnectProblem unclear,
      Violations violations) {
    if (identifications.stream().anyMatch(identification -> identification.missing().isEmpty())) {
      return;
    }
    identifications.stream()
        .filter(AddressIdentification::isStarted)
        .findFirst()
        .ifPresentOrElse(
            identification ->
                identification.missing().forEach(part -> violations.add(part, incomplete)),
            () -> violations.add("", unclear));
  }

  /** Requires an address for at least one end of the line. */
  static void checkEitherEnd(
      @Nullable Object from,
      String fromName,
      @Nullable Object to,
      String toName,
      Violations violations) {
    if (from == null && to == null) {
      violations.add(fromName, GlobalConnectProblem.ADDRESS_MISSING, toName);
    }
  }
}
