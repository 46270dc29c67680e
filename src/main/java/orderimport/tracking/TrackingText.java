package orderimport.tracking;

import java.util.Locale;
import orderimport.problem.TextKey;

/** What became of asking for the states of orders. */
public enum TrackingText implements TextKey {
  FIRST,
  CHANGED,
  DETAILS,
  FINAL,
  UNCLEAR,
  NOT_LISTED,
  SEVERAL_LISTED,
  NOT_KNOWN,
  NO_ANSWER,
  UNREADABLE,
  NO_LINK,
  NOT_ASKED,
  NO_WAY,
  OTHER_TARGET,
  NONE_LEFT,
  PROGRESS,
  RESULT,
  SUBJECT,
  HEADLINE,
  MORE,
  RESULTS,
  OFFERS;

  @Override
  public String key() {
    return "tracking_" + name().toLowerCase(Locale.ROOT);
  }
}
