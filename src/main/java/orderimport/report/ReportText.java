package orderimport.report;

import java.util.Locale;
import orderimport.problem.TextKey;

/** The texts of the results. */
enum ReportText implements TextKey {
  BALANCE,
  PLUS,
  COUNT,
  ROWS_READ,
  ROWS_READ_ONE,
  ORDERS,
  ORDERS_ONE,
  EXAMPLE,
  HEADING_AND_MESSAGE,
  OTHER_ROW_REJECTED,
  OTHER_ROW_WRONG,
  GO_TO,
  PLACE_FILE,
  PLACE_COLUMN,
  PLACE_ROW,
  VERDICT_FAILED,
  VERDICT_DRY_RUN,
  VERDICT_HELD,
  VERDICT_ACCEPTED,
  VERDICT_DUPLICATE,
  VERDICT_REJECTED,
  VERDICT_INVALID,
  VERDICT_IN_DOUBT,
  VERDICT_SENDING,
  VERDICT_ON_HOLD,
  VERDICT_STOP,
  VERDICT_PENDING,
  VERDICT_NOT_FINISHED,
  NEXT_IN_DOUBT,
  NEXT_VALIDATE,
  NEXT_RESUME,
  NEXT_FIX,
  NEXT_PLACE,
  NEXT_FAILED,
  NEXT_IMPORT,
  NEXT_NOTHING,
  SUMMARY_ORDERS,
  SUMMARY_ROWS,
  SUMMARY_CARRIERS,
  SUMMARY_PROBLEMS,
  SUMMARY_KINDS,
  SUMMARY_IMPORT,
  SUMMARY_DRY_RUN,
  SUMMARY_STATE,
  SUMMARY_ENVIRONMENTS,
  SUMMARY_FILE,
  SUMMARY_FORMAT,
  SUMMARY_NOT_OPENED,
  SUMMARY_STARTED,
  SUMMARY_FINISHED,
  SUMMARY_NOT_YET,
  SEVERITY_ERROR,
  SEVERITY_WARNING,
  SEVERITY_NOTICE,
  MEANING_ERROR,
  MEANING_WARNING,
  MEANING_NOTICE,
  STATE_COMPLETED,
  STATE_HELD,
  STATE_STOPPED,
  STATE_FAILED,
  HTML_IMPORT,
  HTML_NEXT,
  HTML_COUNTS,
  HTML_BY_STATUS,
  HTML_BY_CARRIER,
  HTML_NONE,
  HTML_IN,
  HTML_TIMES,
  HTML_MORE,
  HTML_LIMIT,
  HTML_FIND,
  HTML_ORDER,
  HTML_CARRIER,
  HTML_STATUS,
  HTML_ID,
  HTML_RESPONSE,
  HTML_LEFT_OUT,
  HTML_ABOUT;

  @Override
  public String key() {
    return "report_" + name().toLowerCase(Locale.ROOT);
  }

  /** Whether it is a fixed text of a summary, by name. */
  boolean isLabel() {
    return name().startsWith("HTML_") || name().startsWith("SUMMARY_");
  }

  /** The text for one, or for another number. */
  static TextKey of(long count, ReportText one, ReportText several) {
    return count == 1 ? one : several;
  }
}
