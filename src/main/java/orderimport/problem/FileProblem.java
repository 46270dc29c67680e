package orderimport.problem;

/** The problems of a file, its sheets, headings and rows as a whole. */
public enum FileProblem implements ProblemKind {
  TWO_TABLES,
  HEADINGS_IN_TWO_ROWS,
  OPTIONS_CARRIED,
  UNKNOWN_HEADING,
  HEADING_WITHOUT_BRACKETS,
  HEADING_READ_IN_PART,
  HEADING_OTHER_UNIT_MONTHS("heading_other_unit"),
  HEADING_OTHER_UNIT_MONEY("heading_other_unit"),
  HEADINGS_DOWNWARDS,
  HEADING_TWICE,
  COLUMN_MATCHED,
  COLUMN_IGNORED,
  VALUE_MATCHED,
  OWN_RESULT,
  NO_CARRIER,
  HIDDEN_ROWS,
  HIDDEN_ROWS_ONE("hidden_rows"),
  HIDDEN_ROWS_MORE("hidden_rows"),
  COLUMN_WITHOUT_HEADING,
  COLUMN_WITHOUT_HEADING_MORE("column_without_heading"),
  HEADINGS_REPEATED,
  TOTALS_ROW,
  ROW_STRUCK_THROUGH,
  EXAMPLE_ROW,
  MERGED_CELLS,
  MORE_FIELDS_THAN_HEADINGS,
  MORE_FIELDS_THAN_HEADINGS_VALUE("more_fields_than_headings"),
  ROWS_IN_CELL,
  ROW_DIVIDED,
  HEADINGS_IN_ONE_CELL,
  MORE_COLUMNS_THAN_RESULTS,
  SHEET_WITHOUT_HEADINGS,
  HIDDEN_SHEET,
  NO_SHEET,
  NO_HEADINGS,
  NO_HEADINGS_NAMED("no_headings"),
  NO_HEADINGS_HIDDEN("no_headings"),
  NO_ROWS,
  ROWS_LEFT,
  NOT_LIVE,
  UNREADABLE_OTHER_ENCODING("unreadable"),
  UNREADABLE_BINARY("unreadable"),
  UNREADABLE_HALF_LETTER("unreadable"),
  UNREADABLE_NOT_UTF8("unreadable"),
  UNREADABLE_NO_ROWS_OF_SHEET("unreadable"),
  UNREADABLE_CELL_TOO_LONG("unreadable"),
  UNREADABLE_TOO_MANY_SHEETS("unreadable"),
  UNREADABLE_ROW_TOO_HIGH("unreadable"),
  UNREADABLE_TOO_MANY_TEXTS("unreadable"),
  UNREADABLE_INVALID_BYTES("unreadable"),
  UNREADABLE_NO_MEMORY("unreadable"),
  UNREADABLE_STACK("unreadable"),
  UNREADABLE_NO_FILE("unreadable"),
  UNREADABLE_NO_PERMISSION("unreadable"),
  UNREADABLE_DAMAGED("unreadable"),
  UNREADABLE_LABEL("unreadable"),
  UNREADABLE_PASSWORD("unreadable"),
  UNREADABLE_NESTED("unreadable"),
  UNREADABLE_ENTITIES("unreadable"),
  UNREADABLE_UNPACKS_LARGE("unreadable"),
  UNREADABLE_LARGE_TAG("unreadable"),
  UNREADABLE_TOO_LARGE("unreadable"),
  UNREADABLE_EMPTY("unreadable"),
  UNREADABLE_NO_SHEET("unreadable"),
  UNREADABLE_DELIMITER("unreadable"),
  UNREADABLE_ENCODING_UNKNOWN("unreadable"),
  UNREADABLE_SLOW("unreadable"),
  UNREADABLE_INVALID_COLUMN("unreadable"),
  UNREADABLE_TOO_MANY_COLUMNS("unreadable"),
  UNREADABLE_ROW_ORDER("unreadable"),
  UNREADABLE_TOO_MANY_ROWS("unreadable"),
  UNREADABLE_CELL_TWICE("unreadable"),
  UNREADABLE_TOO_MANY_PARTS("unreadable"),
  UNREADABLE_PART_TWICE("unreadable"),
  UNREADABLE_PART_MISSING("unreadable"),
  UNREADABLE_QUOTATION("unreadable"),
  UNREADABLE_ROW_TOO_LONG("unreadable"),
  UNREADABLE_CELL_IN_ROW_TOO_LONG("unreadable"),
  UNSUPPORTED("unreadable"),
  UNSUPPORTED_ARCHIVE("unreadable"),
  UNSUPPORTED_SPREADSHEET("unreadable");

  private final String code;

  FileProblem() {
    this.code = key();
  }

  FileProblem(String code) {
    this.code = code;
  }

  @Override
  public String code() {
    return code;
  }
}
