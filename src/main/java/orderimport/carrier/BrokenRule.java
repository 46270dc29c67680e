package orderimport.carrier;

import java.util.List;
import orderimport.problem.ProblemKind;

/**
 * A rule that a request violates.
 *
 * @param path the field, as a path from the request's root with indexes from 0 ({@code
 *     order_items[1].location_id}, {@code notify[0]}); empty for the request as a whole
 * @param arguments of the kind's texts, after the field
 * @param warning whether the request may be sent anyway
 */
public record BrokenRule(String path, ProblemKind kind, List<Object> arguments, boolean warning) {}
