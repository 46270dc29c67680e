package orderimport.web;

import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * An import in the list of them.
 *
 * @param who uploaded it; null if nobody did
 * @param inbox it was found in; null if it was in none, or is not recorded yet
 */
record ImportListItem(
    long id,
    String fileName,
    ImportProgress pulse,
    Instant at,
    @Nullable String who,
    @Nullable String inbox) {}
