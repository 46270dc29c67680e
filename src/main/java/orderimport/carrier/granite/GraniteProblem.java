package orderimport.carrier.granite;

import java.util.Locale;
import orderimport.problem.ProblemKind;

/** The problems of orders for Granite only. */
enum GraniteProblem implements ProblemKind {
  TWO_ACCOUNTS,
  ACCOUNT_MISSING,
  ONLY_WITH_BILLING_TYPE_4;

  private final String code;

  GraniteProblem() {
    this.code = key();
  }

  @Override
  public String key() {
    return name().toLowerCase(Locale.ROOT);
  }

  @Override
  public String code() {
    return code;
  }
}
