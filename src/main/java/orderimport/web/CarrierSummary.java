package orderimport.web;

import java.time.Duration;
import org.jspecify.annotations.Nullable;

/**
 * A carrier's part of an import.
 *
 * @param rows that name it
 * @param orders of any state
 * @param held orders that would be placed
 * @param sandbox whether the stand-in would get them
 * @param host that would get them; empty for the stand-in
 * @param time that placing takes at least; null without a limit
 */
record CarrierSummary(
    String carrier,
    long rows,
    long orders,
    long held,
    boolean sandbox,
    String host,
    @Nullable Duration time) {}
