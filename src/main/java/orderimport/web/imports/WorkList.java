package orderimport.web.imports;

import java.time.Instant;
import java.util.List;
import orderimport.carrier.OrderTracking.Detail;
import orderimport.problem.Text;
import org.jspecify.annotations.Nullable;

/**
 * What needs someone, by kind.
 *
 * @param toPlace imports that the user may place
 * @param toPlaceByOther imports that someone else has to place
 * @param toFix imports with orders that have errors or were rejected, or that a reviewer sent back,
 *     and files that could not be read
 * @param toResume imports that stopped
 * @param inDoubt orders whose outcome is not known
 * @param running imports in progress
 * @param offers offers that end soon and are not ordered
 * @param inboxes inboxes whose last run failed
 * @param changes of the states of orders at their carriers that the user has not seen
 * @param lastChange the id of the last of the changes; 0 without one
 */
record WorkList(
    Section<ImportTask> toPlace,
    Section<ImportTask> toPlaceByOther,
    Section<ImportTask> toFix,
    Section<ImportTask> toResume,
    Section<OrderTask> inDoubt,
    Section<RunningImport> running,
    Section<OfferTask> offers,
    Section<InboxTask> inboxes,
    Section<ChangeTask> changes,
    long lastChange) {

  /**
   * The first things to do of one kind.
   *
   * @param total of all, at most {@link WorkListQueries#MOST_COUNTED}
   */
  record Section<T>(List<T> items, long total) {
    private static final int SHOWN = 5;

    static <T> Section<T> of(List<T> all) {
      return of(all, all.size());
    }

    static <T> Section<T> of(List<T> first, long total) {
      return new Section<>(first.stream().limit(SHOWN).toList(), total);
    }

    public boolean isEmpty() {
      return items.isEmpty();
    }

    /** The number of those that are not shown. */
    public long more() {
      return total - items.size();
    }
  }

  /**
   * An import that needs someone.
   *
   * @param assignee the user who is to do something about it; null for none
   * @param orders the number of orders that are to be placed or fixed; 0 if the file could not be
   *     read, or has not been read to its end
   */
  record ImportTask(
      long importId, String fileName, Instant createdAt, @Nullable String assignee, long orders) {
    ImportTask with(long number) {
      return new ImportTask(importId, fileName, createdAt, assignee, number);
    }
  }

  record RunningImport(long importId, String fileName, ImportProgress progress) {}

  record OrderTask(long importId, String fileName, String carrier, String orderRef) {}

  /**
   * An offer that can be ordered.
   *
   * @param endsAt from when on the offer cannot be ordered; null if the carrier does not state it
   * @param held whether an order on it is on hold; otherwise none was made of it
   */
  record OfferTask(
      long importId, String carrier, String orderRef, @Nullable Instant endsAt, boolean held) {}

  /**
   * An inbox whose last run failed.
   *
   * @param error why the run failed as a whole; null if files failed
   * @param failedFiles the number of files that could not be imported
   */
  record InboxTask(String inbox, Instant endedAt, @Nullable Text error, long failedFiles) {}

  /**
   * A change of an order's state at its carrier.
   *
   * @param previous null if this is the first state
   * @param details what else the carrier states, such as the state in words
   */
  record ChangeTask(
      long importId,
      String carrier,
      String orderRef,
      @Nullable String previous,
      String status,
      List<Detail> details,
      Instant noticedAt) {}

  /** Whether nothing needs anyone; imports in progress need no one. */
  public boolean isDone() {
    return toPlace.isEmpty()
        && toPlaceByOther.isEmpty()
        && toFix.isEmpty()
        && toResume.isEmpty()
        && inDoubt.isEmpty()
        && offers.isEmpty()
        && inboxes.isEmpty()
        && changes.isEmpty();
  }
}
