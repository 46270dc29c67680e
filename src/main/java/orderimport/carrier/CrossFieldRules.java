package orderimport.carrier;

import java.time.Clock;
import orderimport.problem.ProblemKind;

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
     * @param kind a constant of the carrier's own enum, such as {@code only_with_fiber}
     * @param arguments of the kind's texts, after the field
     */
    void add(String field, ProblemKind kind, Object... arguments);
  }
}
