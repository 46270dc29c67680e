package orderimport.web.imports;

import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * An entry in the list of imports.
 *
 * @param progress the progress
 * @param createdAt when the import was created
 * @param uploader the name of the user who uploaded the file; null if it was not uploaded
 * @param inbox the name of the inbox the file came from; null if it came from none, or is not
 *     recorded yet
 */
record ImportListItem(
    long id,
    String fileName,
    ImportProgress progress,
    Instant createdAt,
    @Nullable String uploader,
    @Nullable String inbox) {}
