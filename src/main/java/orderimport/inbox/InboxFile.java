package orderimport.inbox;

import java.nio.file.Path;
import org.jspecify.annotations.Nullable;

/**
 * A file that a run came upon.
 *
 * @param name as people read it
 * @param place the path where it lies after the run, as people read it
 * @param stays why it stays in the inbox, in plain words; null if it was moved
 * @param exitCode as of the command line
 * @param importId null if no import came of it
 * @param results the folder beside it; null if it was not moved
 * @param ran whether this run did something for it, rather than find it imported
 */
record InboxFile(
    String name,
    String place,
    @Nullable String stays,
    int exitCode,
    @Nullable Long importId,
    @Nullable Path results,
    boolean ran) {}
