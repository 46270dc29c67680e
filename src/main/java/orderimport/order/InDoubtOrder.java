package orderimport.order;

import java.time.Instant;
import java.util.List;
import orderimport.problem.Text;
import org.jspecify.annotations.Nullable;

/**
 * An order in doubt, with the data that an operator needs to ask the carrier.
 *
 * @param fileName the file name of its import
 * @param rows the order's rows in the file
 * @param sentAt when the last attempt began
 * @param worker the process that sent it
 * @param reason the reason for the doubt
 * @param request the request that was sent
 * @param responseStatus the HTTP status; null without a response
 * @param responseBody shortened; null without a response
 * @param environment where it was placed
 * @param id the order's id in the ledger
 * @param attempt the number of the last attempt
 * @param host the host to which it was sent
 * @param lookups how often the carrier was asked for it since the last attempt
 * @param lookup the carrier's last response; null if it was not asked
 */
public record InDoubtOrder(
    String carrier,
    String orderRef,
    long importId,
    String fileName,
    List<Row> rows,
    @Nullable Instant sentAt,
    @Nullable String worker,
    Text reason,
    @Nullable String request,
    @Nullable Integer responseStatus,
    @Nullable String responseBody,
    String environment,
    long id,
    int attempt,
    @Nullable String host,
    int lookups,
    @Nullable LookupEvidence lookup) {

  /** A row of the file: its sheet's name, and its number as shown by the spreadsheet program. */
  public record Row(String sheet, int number) {}
}
