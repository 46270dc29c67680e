package orderimport.web;

import org.jspecify.annotations.Nullable;

/**
 * The same problem in many places, told once.
 *
 * @param message of one of them
 * @param several whether the others say something else
 */
record ProblemGroup(
    String severity,
    String code,
    @Nullable String heading,
    long count,
    String message,
    String hint,
    boolean several) {}
