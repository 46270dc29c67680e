package orderimport.carrier.globalconnect;

import orderimport.problem.ProblemKind;

/** The problems of orders for GlobalConnect only. */
enum GlobalConnectProblem implements ProblemKind {
  NOT_A_POSTCODE,
  ADDRESS_INCOMPLETE,
  ADDRESS_INCOMPLETE_TESTING("address_incomplete"),
  ADDRESS_UNCLEAR("address_incomplete"),
  ADDRESS_UNCLEAR_TESTING("address_incomplete"),
  ADDRESS_MISSING,
  CURRENCY_MISSING,
  NOT_A_CURRENCY,
  NOT_A_CURRENCY_BUT("not_a_currency"),
  CONTACT_INCOMPLETE,
  CONTACT_UNREACHABLE("contact_incomplete");

  private final String code;

  GlobalConnectProblem() {
    this.code = key();
  }

  GlobalConnectProblem(String code) {
    this.code = code;
  }

  @Override
  public String code() {
    return code;
  }
}
