package orderimport.inbox;

import java.util.ArrayList;
import java.util.List;
import orderimport.problem.Phrase;
import orderimport.problem.Text;
import orderimport.report.ResultStatus;

/** Summarises a run for the subject of a mail. */
final class RunSubjectLine {
  private RunSubjectLine() {}

  static Text of(InboxReport report) {
    Text failure = report.failure();
    List<Text> parts = new ArrayList<>();
    if (failure != null) {
      parts.add(InboxText.RUN_FAILED.text(failure));
    }
    if (report.isEmpty()) {
      return failure == null ? InboxText.NO_FILES.text() : parts.get(0);
    }
    addPlaced(parts, report);
    add(parts, report.orders(ResultStatus.IN_DOUBT), InboxText.IN_DOUBT, InboxText.IN_DOUBT);
    add(parts, report.orders(ResultStatus.INVALID), InboxText.INVALID, InboxText.INVALID);
    add(parts, report.orders(ResultStatus.REJECTED), InboxText.REJECTED, InboxText.REJECTED);
    add(parts, report.orders(ResultStatus.HELD), InboxText.HELD, InboxText.HELD);
    add(parts, report.orders(ResultStatus.DUPLICATE), InboxText.DUPLICATE, InboxText.DUPLICATE);
    add(
        parts,
        report.files().stream().filter(FileReport::isUnreadable).count(),
        InboxText.FILES_UNREADABLE_ONE,
        InboxText.FILES_UNREADABLE);
    add(
        parts,
        report.files().stream().filter(each -> each.before() != null).count(),
        InboxText.FILES_BEFORE_ONE,
        InboxText.FILES_BEFORE);
    add(parts, left(report), InboxText.FILES_LEFT_ONE, InboxText.FILES_LEFT);
    return parts.isEmpty() ? InboxText.NO_ORDERS.text() : Phrase.list(parts);
  }

  private static void addPlaced(List<Text> parts, InboxReport report) {
    long total = report.total();
    long accepted = report.orders(ResultStatus.ACCEPTED);
    if (accepted == total) {
      add(parts, total, InboxText.PLACED_ONE, InboxText.PLACED);
    } else {
      InboxText of = total == 1 ? InboxText.PLACED_OF_ONE : InboxText.PLACED_OF;
      parts.add(of.text(accepted, total));
    }
  }

  private static long left(InboxReport report) {
    return report.files().stream()
        .filter(each -> each.file().leftReason() != null && !each.isUnreadable())
        .count();
  }

  private static void add(List<Text> parts, long count, InboxText one, InboxText several) {
    if (count > 0) {
      parts.add(InboxText.of(count, one, several));
    }
  }
}
