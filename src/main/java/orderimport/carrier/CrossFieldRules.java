package orderimport.carrier;

import java.time.Clock;

/**
 * A request record with rules between its fields, or on the time; annotate it {@link CrossField}.
 */
public interface CrossFieldRules {

  /** Tells each rule that is broken to {@code breaches}; nulls are missing values. */
  void check(Violations violations, Clock clock);

  /** Takes the broken rules. */
  interface Violations {

    /**
     * A rule is broken.
     *
     * @param field the component to blame, as a path from this record ({@code zip}, {@code
     *     address.zip}, {@code offers[0].monthlyCost}), or empty for the record as a whole
     * @param code stable, snake case, e.g. {@code only_with_fiber}
     * @param message what is wrong, in plain words, without the field's name
     * @param hint what to type instead
     */
    void add(String field, String code, String message, String hint);
  }
}
