package orderimport.web.api;

import com.fasterxml.jackson.annotation.JsonInclude;
import io.swagger.v3.oas.annotations.media.Schema;
import java.util.List;

/** Problem details as RFC 9457 defines them. */
@Schema(
    name = "Problem",
    description = "Why a request failed (RFC 9457)",
    requiredProperties = {"type", "title", "status", "detail", "instance", "code"})
record ApiProblem(
    @Schema(example = "urn:order-import:problem:not_found") String type,
    @Schema(
            description = "The problem in the language of Accept-Language (en, nb, da)",
            example = "Not found")
        String title,
    @Schema(description = "The HTTP status", example = "404") int status,
    @Schema(description = "What to do, in the same language") String detail,
    @Schema(description = "The path of the request", example = "/api/v1/imports/7") String instance,
    @Schema(description = "A code for programs, which never changes", example = "not_found")
        String code,
    @Schema(description = "The values that cells have now; only with the code `cell_changed`")
        @JsonInclude(JsonInclude.Include.NON_EMPTY)
        List<CurrentCell> cells) {

  /** The value that a cell has now. */
  @Schema(
      name = "CurrentCell",
      requiredProperties = {"sheet", "row", "column", "value"})
  record CurrentCell(
      @Schema(description = "The name of the sheet", example = "Sites") String sheet,
      @Schema(example = "7") int row,
      @Schema(description = "The letter of the column", example = "C") String column,
      @Schema(description = "Empty if the cell is blank", example = "2600") String value) {}
}
