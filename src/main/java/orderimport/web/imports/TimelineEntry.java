package orderimport.web.imports;

import java.time.Instant;
import java.util.List;
import orderimport.carrier.OrderTracking.Detail;
import orderimport.imports.AuditLog.Action;
import orderimport.order.LookupEvidence;
import orderimport.problem.Text;
import org.jspecify.annotations.Nullable;

/** Something that happened to an order. */
public sealed interface TimelineEntry {
  Instant at();

  /** Which part of the template shows it. */
  default String kind() {
    return getClass().getSimpleName();
  }

  /** The file was imported, other than by a user of the page. */
  record Imported(Instant at) implements TimelineEntry {}

  /**
   * A user's action on the import, or on this order.
   *
   * @param comment what the user wrote about it; null for nothing
   */
  record Acted(Instant at, String actor, Action action, @Nullable String comment)
      implements TimelineEntry {}

  /** A user's edit of the order's rows. */
  record Edited(Instant at, String actor, Action action, List<CellEdit> cells)
      implements TimelineEntry {}

  /**
   * An edited cell.
   *
   * @param cell its location with the sheet's name
   * @param heading empty for a row that was left out or taken back
   */
  record CellEdit(String cell, String heading, String before, String after) {}

  /**
   * The order was sent.
   *
   * @param number of the attempt, from 1
   */
  record Sent(Instant at, int number, String worker) implements TimelineEntry {}

  /**
   * The attempt ended.
   *
   * @param outcome in a word
   * @param detail why; null if absent
   * @param responseStatus the HTTP status; null without a response
   */
  record Answered(
      Instant at,
      int number,
      String outcome,
      @Nullable Text detail,
      @Nullable Integer responseStatus)
      implements TimelineEntry {}

  /** The carrier was asked whether it has the order. */
  record LookedUp(Instant at, LookupEvidence evidence) implements TimelineEntry {}

  /**
   * The carrier stated another state.
   *
   * @param previous null for the first state
   */
  record Tracked(
      Instant at, @Nullable String previous, String status, boolean isFinal, List<Detail> details)
      implements TimelineEntry {}
}
