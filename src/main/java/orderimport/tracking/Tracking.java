package orderimport.tracking;

import java.time.Instant;
import java.util.List;
import orderimport.carrier.OrderTracking.Detail;
import orderimport.problem.Text;
import org.jspecify.annotations.Nullable;

/**
 * The state of an order at its carrier.
 *
 * @param status as the carrier spells it; null before it has stated one
 * @param isFinal whether the order is not asked for again
 * @param since null before the carrier has stated a state
 * @param checkedAt when the carrier last stated the state; null before
 * @param askedAt when the carrier was last asked; null before
 * @param nextCheckAt when it is due again, while the page is served
 * @param problem why the carrier stated no state when it was last asked, without a full stop; null
 *     if it did
 */
public record Tracking(
    @Nullable String status,
    boolean isFinal,
    @Nullable Instant since,
    List<Detail> details,
    @Nullable Instant checkedAt,
    @Nullable Instant askedAt,
    Instant nextCheckAt,
    @Nullable Text problem) {}
