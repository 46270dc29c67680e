package orderimport.column;

import java.math.BigDecimal;
import java.time.Instant;
import java.util.List;

/** Values in place of cells that could not be read, to tell which rules do not depend on them. */
final class StandIn {
  private StandIn() {}

  /** A value of that form, and an allowed one where the values are limited. */
  static Object of(ValueForm form) {
    return form.list() ? List.of(single(form)) : single(form);
  }

  private static Object single(ValueForm form) {
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
    return form.javaType() == Instant.class ? Instant.EPOCH : allowed;
  }
}
