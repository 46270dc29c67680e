package orderimport.web.imports;

import orderimport.problem.Text;
import org.jspecify.annotations.Nullable;

/**
 * A problem as the page shows it.
 *
 * @param place the location: {@code C7}, with the sheet's name in front where the page does not
 *     show it otherwise; empty if the problem has none
 * @param heading null if the problem does not belong to a column
 */
record ProblemView(
    long id, String severity, String place, @Nullable String heading, Text message, Text hint) {}
