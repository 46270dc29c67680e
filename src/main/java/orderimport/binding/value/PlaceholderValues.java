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
  public static Object of(ValueSpec form) {
    return form.list() ? List.of(single(form)) : single(form);
  }

  private static Object single(ValueSpec form) {
    if (form.javaType().isEnum()) {
      return form.constant(form.allowed().get(0));
    }
    String allowed = form.allowed().isEmpty() ? "1" : form.allowed().get(0);
    if (form.javaType() == Integer.class) {
      return Integer.valueOf(allowed);
    } else if (form.javaType() == Long.class) {
      return Long.valueOf(allowed);
    } else if (form.javaType() == BigDecimal.class) {
      return new BigDecimal(allowed);
    } else if (form.javaType() == Boolean.class) {
      return true;
    }
    if (form.javaType() == LocalDate.class) {
      return LocalDate.EPOCH;
    }
    return form.javaType() == Instant.class ? Instant.EPOCH : allowed;
  }
}
