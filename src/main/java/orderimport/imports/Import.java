package orderimport.imports;

import java.time.Instant;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * A file being worked through.
 *
 * @param fileName without folders
 * @param sha256 of its content, lower-case hexadecimal
 * @param environments of the carriers, by their names: of all carriers until the rows are staged,
 *     then of those that the rows name
 * @param format how the file was understood, in plain words; null before it was opened
 * @param exitCode as of the command line; null while it runs
 * @param runner the process that works, or last worked, on it; null before the first
 */
public record Import(
    long id,
    Kind kind,
    String fileName,
    String sha256,
    Map<String, String> environments,
    @Nullable String format,
    ImportOptions options,
    State state,
    @Nullable Integer exitCode,
    @Nullable String runner,
    Instant createdAt,
    @Nullable Instant finishedAt) {

  /** What an import is for. */
  public enum Kind {
    IMPORT,
    /** A dry run: nothing of it is ever placed. */
    VALIDATION
  }

  /** How far it is. */
  public enum State {
    /** Being worked on, or its process died. */
    RUNNING,
    COMPLETED,
    /** Orders wait to be placed. */
    HELD,
    /** Ended before it was through; {@code resume} goes on. */
    STOPPED,
    /** The file could not be read as orders. */
    FAILED
  }

  /**
   * Whether its carriers are where they are now.
   *
   * @param now the environments of all carriers, by their names
   */
  public boolean isIn(Map<String, String> now) {
    return environments.entrySet().stream()
        .allMatch(each -> each.getValue().equals(now.get(each.getKey())));
  }
}
