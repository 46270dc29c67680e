package orderimport.carrier.telecomx;

import orderimport.problem.ProblemKind;

/** The problems of orders for TelecomX only. */
enum TelecomXProblem implements ProblemKind {
  REQUIRED_WITH_FIBER,
  ONLY_WITH_DSL,
  ONLY_WITH_FIBER,
  TAKEOVER_WITHOUT_CIRCUIT("required_for_takeover"),
  TAKEOVER_WITHOUT_CUSTOMER("required_for_takeover"),
  START_DATE_OUT_OF_RANGE,
  ADDRESS_WITHOUT_ID("address_incomplete");

  private final String code;

  TelecomXProblem() {
    this.code = key();
  }

  TelecomXProblem(String code) {
    this.code = code;
  }

  @Override
  public String code() {
    return code;
  }
}
