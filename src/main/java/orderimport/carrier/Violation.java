package orderimport.carrier;

/**
 * A rule between fields that is broken, as the payload of a constraint violation. The violation's
 * path says where.
 *
 * @param code stable, snake case
 * @param message what is wrong, in plain words
 * @param hint what to do
 */
public record Violation(String code, String message, String hint) {}
