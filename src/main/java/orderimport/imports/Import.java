package orderimport.imports;

import java.time.Instant;
import java.util.Map;
import orderimport.problem.Text;
import org.jspecify.annotations.Nullable;

/**
 * An import of a file.
 *
 * @param fileName the file's name without folders
 * @param sha256 the SHA-256 of the content, in lower-case hexadecimal
 * @param environments the environments by carrier name: of all carriers until the rows are staged,
 *     then of the carriers that the rows name
 * @param format the detected file format; null before the file was opened
 * @param exitCode the exit code of the command line; null while the import runs
 * @param worker the process that works or last worked on the import; null before the first
 * @param fencingToken grows with each process that takes the import over, see {@link Lease}
 * @param endReason why the last work on the import ended early, without a full stop; null if it did
 *     not, or is under way
 */
public record Import(
    long id,
    Kind kind,
    String fileName,
    String sha256,
    Map<String, String> environments,
    @Nullable Text format,
    ImportOptions options,
    State state,
    @Nullable Integer exitCode,
    @Nullable String worker,
    Instant createdAt,
    @Nullable Instant finishedAt,
    long fencingToken,
    @Nullable Text endReason) {

  /** The purpose of an import. */
  public enum Kind {
    IMPORT,
    /** A dry run: its orders are never placed. */
    DRY_RUN
  }

  /** The state of an import. */
  public enum State {
    /** A process works on it, or died while doing so. */
    RUNNING,
    COMPLETED,
    /** Finished, with orders on hold. */
    HELD,
    /** Ended before it was finished; {@code resume} continues it. */
    STOPPED,
    /** The file was rejected. */
    FAILED
  }

  /**
   * Whether the environments of its carriers have not changed.
   *
   * @param now the current environments of all carriers, by carrier name
   */
  public boolean isIn(Map<String, String> now) {
    return environments.entrySet().stream()
        .allMatch(each -> each.getValue().equals(now.get(each.getKey())));
  }
}
