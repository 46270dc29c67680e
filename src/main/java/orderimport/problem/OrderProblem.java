package orderimport.problem;

/** The problems of orders, found while building and placing them. */
public enum OrderProblem implements ProblemKind {
  REJECTED,
  UNUSUAL_ANSWER,
  IN_DOUBT,
  CARRIER_ID_USED_TWICE,
  CARRIER_STOPPED,
  PLACED_BEFORE,
  PLACED_BEFORE_WITH_ID("placed_before"),
  PLACED_BEFORE_SENDING("placed_before"),
  PLACED_BEFORE_IN_DOUBT("placed_before"),
  PLACED_AT_OTHER_HOST,
  DIFFERS_FROM_PLACED,
  DIFFERS_FROM_PLACED_NOT_SENT("differs_from_placed"),
  DIFFERS_FROM_PLACED_NOTHING("differs_from_placed"),
  DIFFERS_FROM_PLACED_UNKNOWN("differs_from_placed"),
  SPELLED_DIFFERENTLY_BEFORE("order_ref_spelled_differently"),
  OFFER_EXPIRED,
  OTHER_OFFER_ORDERED,
  OTHER_OFFER_IN_DOUBT("other_offer_ordered"),
  SIMILAR_ORDER_REF,
  SIMILAR_ORDER_REF_BEFORE("similar_order_ref"),
  REJECTED_WITHOUT_REASON("rejected");

  private final String code;

  OrderProblem() {
    this.code = key();
  }

  OrderProblem(String code) {
    this.code = code;
  }

  @Override
  public String code() {
    return code;
  }
}
