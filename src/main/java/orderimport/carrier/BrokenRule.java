package orderimport.carrier;

/**
 * A rule that a request violates, with a message for the user.
 *
 * @param path the field, as a path from the request's root with indexes from 0 ({@code
 *     order_items[1].location_id}, {@code notify[0]}); empty for the request as a whole
 * @param code stable, snake case
 * @param message what is wrong, without the field's name
 * @param hint how to fix it
 * @param warning whether the request may be sent anyway
 */
public record BrokenRule(String path, String code, String message, String hint, boolean warning) {}
