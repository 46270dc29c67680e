package orderimport.tracking;

import java.util.List;
import orderimport.problem.Text;

/**
 * What became of asking for the states of orders.
 *
 * @param asked the number of orders whose state a carrier stated
 * @param unclear a sentence for each order whose state its carrier did not state
 * @param failed a sentence for each carrier that could not be asked, with the next step
 * @param notes sentences about orders that were not asked for
 * @param imports the ids of the imports whose results were written
 */
public record TrackingRound(
    int asked,
    List<StatusChange> changes,
    List<Text> unclear,
    List<Text> failed,
    List<Text> notes,
    List<Long> imports) {}
