package orderimport.carrier;

import java.time.Clock;

/**
 * A request record with rules that depend on several fields or on the current time. Annotate the
 * record with {@link CrossField}.
 */
public interface CrossFieldRules {

  /** Reports each violated rule to {@code violations}; a null component is a missing value. */
  void check(Violations violations, Clock clock);

  /** Collects the violated rules. */
  interface Violations {

    /**
     * Adds a violated rule.
     *
     * @param field the invalid component, as a path from this record ({@code zip}, {@code
     *     address.zip}, {@code offers[0].monthlyCost}), or empty for the record as a whole
     * @param code stable, snake case, e.g. {@code only_with_fiber}
     * @param message what is wrong, without the field's name
     * @param hint what to enter instead
     */
    void add(String field, String code, String message, String hint);
  }
}
