package orderimport.web.api;

import java.util.List;
import orderimport.report.ResultStatus;
import org.jspecify.annotations.Nullable;

/** A row of a file, named as in {@code rows.csv}, with its cells. */
record RowResource(
    String sheet,
    int row,
    @Nullable String carrier,
    @Nullable String order_ref,
    ResultStatus status,
    @Nullable String carrier_order_id,
    List<ProblemResource> problems,
    @Nullable String environment,
    List<CellResource> cells) {

  /** A filled cell. */
  record CellResource(String column, @Nullable String heading, String value) {}
}
