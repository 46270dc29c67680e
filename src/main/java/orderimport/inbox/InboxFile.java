package orderimport.inbox;

import java.nio.file.Path;
import orderimport.problem.Text;
import org.jspecify.annotations.Nullable;

/**
 * A file that an inbox run found.
 *
 * @param name as shown to users
 * @param path the path after the run, as shown to users
 * @param leftReason the reason why it stays in the inbox; null if it was moved
 * @param exitCode as on the command line
 * @param importId null if there is no import
 * @param resultsPath the folder with its results; null if it was not moved
 * @param processed whether this run processed the file; false if it was already imported
 */
public record InboxFile(
    String name,
    String path,
    @Nullable Text leftReason,
    int exitCode,
    @Nullable Long importId,
    @Nullable Path resultsPath,
    boolean processed) {}
