package orderimport.problem;

/** The problems of cells and rows; the first argument is what has the problem. */
public enum CellProblem implements ProblemKind {
  AMBIGUOUS_DATE,
  AMBIGUOUS_DATE_SHORT_YEAR("ambiguous_date"),
  NOT_A_DATE,
  NOT_A_DATE_IN_ORDER("not_a_date"),
  NOT_A_DATE_TIME_ONLY("not_a_date"),
  NOT_A_DATE_WITH_TIME("not_a_date"),
  NOT_A_DATE_NUMBER("not_a_date"),
  NOT_A_DATE_LOGICAL("not_a_date"),
  TIME_TAKEN_AS_UTC,
  CONTRADICTION,
  NOT_THIS_CARRIERS,
  FORMULA_WITHOUT_VALUE,
  ERROR_VALUE,
  ERROR_VALUE_NARROW("error_value"),
  NO_VALUE_YET,
  TEXT_MARK_REMOVED,
  WORD_FOR_NO_VALUE,
  MISSING_CARRIER("missing"),
  UNKNOWN_CARRIER,
  MISSING_ORDER_REF("missing"),
  MISSING_ORDER_REF_BETWEEN("missing"),
  LETTERS_DAMAGED,
  LETTERS_DAMAGED_NOT_UTF8("letters_damaged"),
  LETTERS_DAMAGED_UTF8("letters_damaged"),
  LETTERS_DAMAGED_QUESTION_MARK("letters_damaged"),
  CONTROL_CHARACTER,
  TURNED_INTO_DATE_CODE("turned_into_date"),
  TURNED_INTO_DATE_AMOUNT("turned_into_date"),
  TURNED_INTO_DATE_TEXT("turned_into_date"),
  TURNED_INTO_DATE_NUMBER("turned_into_date"),
  NOT_A_TEXT,
  SHOWS_MORE,
  SHOWS_MORE_ORDER_REF("shows_more"),
  NUMBER_TAKEN_AS_TEXT,
  LEADING_ZEROS_RESTORED,
  NUMBER_SHOWN_OTHERWISE,
  DIGITS_LOST,
  DIGITS_LOST_SHORTENED("digits_lost"),
  TOO_LONG_ORDER_REF("too_long"),
  NOT_YES_OR_NO,
  AMBIGUOUS_NUMBER,
  NOT_A_NUMBER,
  NOT_A_NUMBER_PERCENT("not_a_number"),
  NOT_A_NUMBER_CURRENCY("not_a_number"),
  NOT_A_NUMBER_SEPARATORS("not_a_number"),
  NOT_A_NUMBER_LOGICAL("not_a_number"),
  PERCENTAGE,
  NOT_A_WHOLE_NUMBER,
  OUT_OF_RANGE,
  COPIED_SHEET,
  ROW_REPEATED,
  ROW_REPEATED_WITHOUT_EFFECT("row_repeated"),
  ROW_ON_TWO_SHEETS,
  ORDER_TWICE,
  TWO_OFFERS,
  ORDER_REF_SPELLED_DIFFERENTLY,
  NOT_ALLOWED,
  REQUIRED,
  REQUIRED_EXAMPLE("required"),
  REQUIRED_COLUMN("required"),
  REQUIRED_COLUMN_EXAMPLE("required"),
  REQUIRED_ENTRY("required"),
  NOT_BLANK,
  NOT_AN_EMAIL,
  NOT_A_PHONE_NUMBER,
  NOT_YES,
  NOT_NO,
  TOO_SMALL,
  TOO_SMALL_EXCLUSIVE("too_small"),
  TOO_LARGE,
  TOO_LARGE_EXCLUSIVE("too_large"),
  TOO_MANY_DIGITS,
  NEGATIVE,
  NOT_POSITIVE,
  POSITIVE,
  NOT_NEGATIVE,
  NOT_IN_THE_PAST,
  IN_THE_FUTURE,
  NOT_IN_THE_FUTURE,
  IN_THE_PAST,
  TOO_SHORT,
  TOO_SHORT_LIST("too_short"),
  TOO_LONG,
  TOO_LONG_LIST("too_long"),
  WRONG_FORM,
  WRONG_FORM_DECLARED("wrong_form"),
  WRONG_FORM_HEADER("wrong_form"),
  TOO_LONG_FOR_WORKBOOK;

  private final String code;

  CellProblem() {
    this.code = key();
  }

  CellProblem(String code) {
    this.code = code;
  }

  @Override
  public String code() {
    return code;
  }
}
