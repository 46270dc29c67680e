package orderimport.carrier;

/**
 * A violated rule, as the payload of a constraint violation. The constraint violation's path names
 * the field.
 *
 * @param code stable, snake case
 * @param message what is wrong, without the field's name
 * @param hint how to fix it
 */
public record Violation(String code, String message, String hint) {}
