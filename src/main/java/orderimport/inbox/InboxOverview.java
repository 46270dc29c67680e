package orderimport.inbox;

import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Instant;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;
import orderimport.inbox.InboxRunRepository.StoredRun;
import orderimport.problem.Text;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Component;

/** The inboxes with their schedules and latest runs, as users see them. */
@Component
public class InboxOverview {
  private static final int RUNS = 10;
  private static final int SHOWN_TIMES = 3;

  private final InboxesProperties settings;
  private final InboxRunRepository runRepository;
  private final Clock clock;

  InboxOverview(InboxesProperties settings, InboxRunRepository runRepository, Clock clock) {
    this.settings = settings;
    this.runRepository = runRepository;
    this.clock = clock;
  }

  /** What is known of the folder of an inbox on this machine. */
  public enum Folder {
    READY,
    MISSING,
    /** Its files cannot be read, or not be moved. */
    NOT_ACCESSIBLE,
    /** The inbox is not configured on this machine. */
    ELSEWHERE
  }

  /**
   * An inbox.
   *
   * @param path the folder; null if it is not configured on this machine
   * @param waiting the number of spreadsheets in the folder
   * @param next the next three scheduled times; empty without a schedule
   * @param watched whether files are imported as they arrive
   * @param hold whether orders wait to be placed by a user
   * @param runs the latest ones, the newest first
   */
  public record InboxStatus(
      String name,
      @Nullable Path path,
      Folder folder,
      int waiting,
      List<Instant> next,
      boolean watched,
      boolean hold,
      List<RunStatus> runs) {

    /** Whether a run has not ended; the next process resumes it if its own has died. */
    public boolean isRunning() {
      return !runs.isEmpty() && runs.get(0).endedAt() == null;
    }
  }

  /**
   * A run of an inbox.
   *
   * @param endedAt null if it has not ended
   * @param error why it failed as a whole; null if it did not
   * @param files in processing order
   */
  public record RunStatus(
      InboxRun run, @Nullable Instant endedAt, @Nullable Text error, List<InboxFile> files) {}

  /** Whether inboxes are configured on this machine. */
  public boolean hasAny() {
    return !settings.inboxes().isEmpty();
  }

  /** The inbox of a name that is configured on this machine. */
  public Optional<InboxProperties> find(String name) {
    return settings.inboxes().stream().filter(inbox -> inbox.name().equals(name)).findFirst();
  }

  /** All inboxes: those of this machine, then those that only other machines have run. */
  public List<InboxStatus> findAll() {
    Map<String, List<RunStatus>> runs = runs();
    List<InboxStatus> all = new ArrayList<>();
    for (InboxProperties inbox : settings.inboxes()) {
      List<RunStatus> its = runs.remove(inbox.name());
      all.add(status(inbox, its == null ? List.of() : its));
    }
    runs.forEach(
        (name, its) ->
            all.add(
                new InboxStatus(name, null, Folder.ELSEWHERE, 0, List.of(), false, false, its)));
    return all;
  }

  private Map<String, List<RunStatus>> runs() {
    List<StoredRun> latest = runRepository.findLatest(RUNS);
    Map<Long, List<InboxFile>> files =
        runRepository.findFiles(latest.stream().map(each -> each.run().id()).toList());
    Map<String, List<RunStatus>> runs = new LinkedHashMap<>();
    latest.forEach(
        each ->
            runs.computeIfAbsent(each.run().inbox(), name -> new ArrayList<>())
                .add(
                    new RunStatus(
                        each.run(),
                        each.endedAt(),
                        each.error(),
                        files.getOrDefault(each.run().id(), List.of()))));
    return runs;
  }

  private List<Instant> next(CronSchedule schedule) {
    return Stream.iterate(
            schedule.next(clock.instant()), time -> time != null, time -> schedule.next(time))
        .limit(SHOWN_TIMES)
        .toList();
  }

  private InboxStatus status(InboxProperties inbox, List<RunStatus> runs) {
    Folder folder = folder(inbox.folder());
    return new InboxStatus(
        inbox.name(),
        inbox.folder(),
        folder,
        folder == Folder.READY ? SpreadsheetFolder.in(inbox.folder()).size() : 0,
        inbox.schedule().map(this::next).orElse(List.of()),
        inbox.watch(),
        inbox.hold(),
        runs);
  }

  private static Folder folder(Path path) {
    if (!Files.isDirectory(path)) {
      return Folder.MISSING;
    }
    return Files.isReadable(path) && Files.isWritable(path) ? Folder.READY : Folder.NOT_ACCESSIBLE;
  }
}
