package orderimport.problem;

import java.util.Locale;

/** The result of looking up an order in doubt; without a full stop. */
public enum LookupText implements TextKey {
  FOUND,
  NOT_FOUND,
  NOT_FOUND_WITHOUT_REFERENCE,
  SEVERAL,
  DIFFERS,
  NOT_COMPARABLE,
  CREATED_BEFORE,
  CREATED_UNKNOWN,
  CANCELLED,
  DRAFT,
  STATUS_UNKNOWN,
  STATUS_MISSING,
  WITHOUT_ID,
  ID_TAKEN,
  SHARED_REFERENCE,
  CHANGED_MEANWHILE,
  FAILED,
  CANNOT_BE_ASKED,
  NO_REFERENCE_SENT,
  OTHER_ENVIRONMENT,
  OTHER_HOST,
  NOT_DUE,
  PLACING,
  LIMIT_USED_UP,
  STOPPED,
  ANSWERED,
  ANSWERED_PAGE,
  REDIRECTED,
  UNREADABLE,
  REPEATED_PAGE,
  INCOMPLETE,
  TOO_MANY_PAGES,
  ORDER,
  PROGRESS,
  RESULT;

  @Override
  public String key() {
    return "lookup_" + name().toLowerCase(Locale.ROOT);
  }
}
