package orderimport.order;

import java.time.Instant;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * An order in doubt, with what a person needs to ask the carrier.
 *
 * @param fileName of its import
 * @param rows where it stands in the file
 * @param sentAt when the last attempt began
 * @param runner the process that sent it
 * @param why nobody knows, in plain words
 * @param request what was sent
 * @param responseStatus of the answer, null without one
 * @param responseBody shortened, null without one
 * @param environment where it was placed
 */
public record InDoubtOrder(
    String carrier,
    String orderRef,
    long importId,
    String fileName,
    List<Row> rows,
    @Nullable Instant sentAt,
    @Nullable String runner,
    String why,
    @Nullable String request,
    @Nullable Integer responseStatus,
    @Nullable String responseBody,
    String environment) {

  /** A row of the file, by its sheet's name and its number as the spreadsheet program shows it. */
  public record Row(String sheet, int number) {}
}
