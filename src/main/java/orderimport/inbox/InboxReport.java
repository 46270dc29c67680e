package orderimport.inbox;

import static java.util.function.Function.identity;
import static java.util.stream.Collectors.toMap;

import java.nio.file.Path;
import java.time.Instant;
import java.time.ZoneId;
import java.util.ArrayList;
import java.util.Collection;
import java.util.EnumMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import orderimport.inbox.InboxRunRepository.LeftFile;
import orderimport.job.ExitCodes;
import orderimport.problem.Text;
import orderimport.report.ResultStatus;
import org.jspecify.annotations.Nullable;

/**
 * The report of an inbox run.
 *
 * @param zone the time zone in which its times are shown
 * @param failure why the run failed as a whole; null if it did not
 */
public record InboxReport(
    InboxRun run,
    Path folder,
    ZoneId zone,
    Instant endedAt,
    List<FileReport> files,
    @Nullable Text failure) {

  /** The exit code, as on the command line. */
  public int exitCode() {
    List<Integer> codes =
        new ArrayList<>(files.stream().map(each -> each.file().exitCode()).toList());
    if (failure != null) {
      codes.add(ExitCodes.STOPPED);
    }
    return ExitCodes.worst(codes);
  }

  /** Whether all its files stay in the inbox for the same reasons as before. */
  boolean isAsBefore(Map<String, LeftFile> previouslyLeft) {
    Inbox inbox = new Inbox(folder);
    return files.stream()
        .allMatch(
            each -> {
              LeftFile before = previouslyLeft.get(each.name());
              return before != null
                  && before.reason().equals(each.file().leftReason())
                  && !inbox.isNewerThan(before.runStartedAt(), each.name());
            });
  }

  /** Whether the run found no file. */
  public boolean isEmpty() {
    return files.isEmpty();
  }

  /** The number of orders by status, over all files that this run imported. */
  Map<ResultStatus, Long> orders() {
    Map<ResultStatus, Long> sums = new EnumMap<>(ResultStatus.class);
    imports()
        .forEach(
            each -> each.orders().forEach((status, count) -> sums.merge(status, count, Long::sum)));
    return sums;
  }

  long orders(ResultStatus status) {
    return orders().getOrDefault(status, 0L);
  }

  long total() {
    return orders().values().stream().mapToLong(Long::longValue).sum();
  }

  /** One report for each import: two files can have the same content. */
  private Collection<FileReport> imports() {
    return files.stream()
        .filter(each -> each.before() == null && each.file().importId() != null)
        .collect(toMap(each -> each.file().importId(), identity(), (a, b) -> a, LinkedHashMap::new))
        .values();
  }
}
