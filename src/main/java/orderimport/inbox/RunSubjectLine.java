package orderimport.inbox;

import java.util.ArrayList;
import java.util.List;
import orderimport.report.Status;
import org.jspecify.annotations.Nullable;

/** Summarises a run for the subject of a mail. */
final class RunSubjectLine {
  private RunSubjectLine() {}

  static String of(InboxReport report) {
    String failure = report.failure();
    if (report.isEmpty()) {
      return failure == null ? "no files" : "the run failed: " + withoutStop(failure);
    }
    List<String> parts = new ArrayList<>();
    if (failure != null) {
      parts.add("the run failed: " + withoutStop(failure));
    }
    add(parts, placed(report));
    add(parts, counted(report.orders(Status.IN_DOUBT), "in doubt"));
    add(parts, counted(report.orders(Status.INVALID), "with errors"));
    add(parts, counted(report.orders(Status.REJECTED), "rejected"));
    add(parts, counted(report.orders(Status.HELD), "on hold"));
    add(parts, counted(report.orders(Status.DUPLICATE), "placed before"));
    add(
        parts,
        files(report.files().stream().filter(FileReport::isUnreadable).count(), "unreadable"));
    add(
        parts,
        files(
            report.files().stream().filter(each -> each.before() != null).count(),
            "imported before"));
    add(parts, files(left(report), "left for the next run"));
    if (parts.isEmpty()) {
      parts.add("no orders could be read");
    }
    return String.join(", ", parts);
  }

  private static String withoutStop(String sentence) {
    return sentence.replaceAll("\\s+", " ").replaceFirst("\\.$", "");
  }

  private static @Nullable String placed(InboxReport report) {
    long total = report.total();
    long accepted = report.orders(Status.ACCEPTED);
    if (total == 0) {
      return null;
    }
    String orders = total == 1 ? "1 order" : total + " orders";
    return accepted == total ? orders + " placed" : "%d of %s placed".formatted(accepted, orders);
  }

  private static long left(InboxReport report) {
    return report.files().stream()
        .filter(each -> each.file().leftReason() != null && !each.isUnreadable())
        .count();
  }

  private static @Nullable String counted(long count, String what) {
    return count == 0 ? null : count + " " + what;
  }

  private static @Nullable String files(long count, String what) {
    return count == 0 ? null : (count == 1 ? "1 file " : count + " files ") + what;
  }

  private static void add(List<String> parts, @Nullable String part) {
    if (part != null) {
      parts.add(part);
    }
  }
}
