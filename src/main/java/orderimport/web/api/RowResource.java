package orderimport.web.api;

import io.swagger.v3.oas.annotations.media.Schema;
import java.util.List;
import orderimport.report.ResultStatus;
import org.jspecify.annotations.Nullable;

/** A row of a file, named as in {@code rows.csv}, with its cells. */
@Schema(
    name = "Row",
    description = "A row of a file, with the names of rows.csv, and its cells",
    requiredProperties = {
      "sheet",
      "row",
      "carrier",
      "order_ref",
      "status",
      "carrier_order_id",
      "problems",
      "environment",
      "cells"
    })
record RowResource(
    @Schema(example = "Sites") String sheet,
    @Schema(description = "As the spreadsheet program shows it", example = "7") int row,
    @Schema(
            types = {"string", "null"},
            example = "granite")
        @Nullable String carrier,
    @Schema(
            types = {"string", "null"},
            example = "SITE-1001")
        @Nullable String order_ref,
    ResultStatus status,
    @Schema(types = {"string", "null"}) @Nullable String carrier_order_id,
    @Schema(description = "Of the row, and of its cells") List<ProblemResource> problems,
    @Schema(
            types = {"string", "null"},
            example = "live")
        @Nullable String environment,
    @Schema(description = "The filled cells") List<CellResource> cells) {

  /** A filled cell. */
  @Schema(
      name = "Cell",
      requiredProperties = {"column", "heading", "value"})
  record CellResource(
      @Schema(description = "The letter of the column", example = "C") String column,
      @Schema(
              description = "The heading of the column; null if it has none",
              types = {"string", "null"},
              example = "zip")
          @Nullable String heading,
      @Schema(example = "5000") String value) {}

  /** A page of rows. */
  @Schema(
      name = "Rows",
      requiredProperties = {"items", "next"})
  record Page(
      List<RowResource> items,
      @Schema(
              description = "The cursor of the next page; null on the last one",
              types = {"string", "null"})
          @Nullable String next) {}
}
