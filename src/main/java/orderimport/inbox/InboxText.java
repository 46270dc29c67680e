package orderimport.inbox;

import java.util.Locale;
import orderimport.problem.Text;
import orderimport.problem.TextKey;

/** The texts of runs through inboxes. */
enum InboxText implements TextKey {
  SUBJECT,
  HEADLINE,
  NO_FILES,
  RUN_FAILED,
  PLACED,
  PLACED_ONE,
  PLACED_OF,
  PLACED_OF_ONE,
  IN_DOUBT,
  INVALID,
  REJECTED,
  HELD,
  DUPLICATE,
  FILES_UNREADABLE,
  FILES_UNREADABLE_ONE,
  FILES_BEFORE,
  FILES_BEFORE_ONE,
  FILES_LEFT,
  FILES_LEFT_ONE,
  NO_ORDERS,
  IS,
  SCHEDULED_LATE,
  SCHEDULED,
  SCHEDULE_MISSED,
  MISSED,
  MISSED_ONE,
  TIMES,
  INTERRUPTED,
  INTERRUPTED_ONE,
  IMPORTED_BEFORE,
  STAYS,
  STAYS_RETRIED,
  RESULTS,
  UNREADABLE,
  FIX_FILE,
  FIX_CELLS,
  NEED_IN_DOUBT,
  NEED_IN_DOUBT_ONE,
  ASK,
  NEED_INVALID,
  NEED_INVALID_ONE,
  NEED_ROWS,
  NEED_REJECTED,
  NEED_REJECTED_ONE,
  REASONS,
  NEXT_PLACES,
  NEED_HELD,
  NEED_HELD_ONE,
  PLACE,
  PLACE_ONE,
  DIFFERS,
  DIFFERS_FIELDS,
  WHY_LINK,
  WHY_WRITING,
  WHY_CHANGED,
  WHY_UNFINISHED,
  WHY_NOT_FINISHED,
  NO_FOLDER,
  STOPPED,
  READING,
  FILE_STAYS,
  MOVED,
  ACTION_REQUIRED,
  LABEL_ORDERS,
  LABEL_FILES,
  LABEL_IMPORT,
  LABEL_OPEN;

  @Override
  public String key() {
    return "inbox_" + name().toLowerCase(Locale.ROOT);
  }

  /** The text for one, or for another number, which is its argument. */
  static Text of(long count, InboxText one, InboxText several) {
    return (count == 1 ? one : several).text(count);
  }
}
