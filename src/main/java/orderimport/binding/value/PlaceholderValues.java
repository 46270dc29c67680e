package orderimport.binding.value;

import java.math.BigDecimal;
import java.time.Instant;
import java.time.LocalDate;
import java.util.List;
import orderimport.heading.ValueSpec;

/** Valid values in place of rejected cells, to find the violations that do not depend on them. */
public final class PlaceholderValues {
  private PlaceholderValues() {}

  /** A value of this type, from the allowed values if they are limited. */
  public static Object of(ValueSpec spec) {
    return spec.list() ? List.of(single(spec)) : single(spec);
  }

  private static Object single(ValueSpec spec) {
    if (spec.javaType().isEnum()) {
      return spec.constant(spec.allowed().get(0));
    }
    String allowed = spec.allowed().isEmpty() ? "1" : spec.allowed().get(0);
    if (spec.javaType() == Integer.class) {
      return Integer.valueOf(allowed);
    } else if (spec.javaType() == Long.class) {
      return Long.valueOf(allowed);
    } else if (spec.javaType() == BigDecimal.class) {
      return new BigDecimal(allowed);
    } else if (spec.javaType() == Boolean.class) {
      return true;
    }
    if (spec.javaType() == LocalDate.class) {
      return LocalDate.EPOCH;
    }
    return spec.javaType() == Instant.class ? Instant.EPOCH : allowed;
  }
}
