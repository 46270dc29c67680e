package orderimport.problem;

/** The problems of addresses that were looked up at the carrier. */
public enum AddressProblem implements ProblemKind {
  ADDRESS_NOT_FOUND,
  ADDRESS_NOT_FOUND_NEAR("address_not_found"),
  ADDRESS_AMBIGUOUS,
  ADDRESS_AMBIGUOUS_SAME("address_ambiguous"),
  ADDRESS_STREET_ONLY,
  ADDRESS_NOT_CHECKED,
  ADDRESSES_NOT_CHECKED;

  private final String code;

  AddressProblem() {
    this.code = key();
  }

  AddressProblem(String code) {
    this.code = code;
  }

  @Override
  public String code() {
    return code;
  }
}
