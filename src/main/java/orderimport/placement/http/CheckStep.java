package orderimport.placement.http;

import orderimport.problem.Text;

/**
 * A step of a check.
 *
 * @param message what was seen; for a failed step the reason and what to change, without a full
 *     stop
 */
public record CheckStep(boolean passed, Text message) {

  public static CheckStep passed(Text message) {
    return new CheckStep(true, message);
  }

  public static CheckStep failed(Text message) {
    return new CheckStep(false, message);
  }
}
