package orderimport.web;

import org.jspecify.annotations.Nullable;

/**
 * A problem for the page.
 *
 * @param place {@code C7}, after the sheet's name where that is not said otherwise; empty if it is
 *     not in a cell
 */
record ProblemView(
    String severity,
    String code,
    String place,
    @Nullable String heading,
    String message,
    String hint) {}
