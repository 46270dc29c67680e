package orderimport.web.api;

import io.swagger.v3.oas.annotations.media.Schema;
import java.util.List;
import java.util.Map;

/** The result of a dry run. */
@Schema(
    name = "Validation",
    requiredProperties = {
      "file",
      "sha256",
      "exit_code",
      "rows",
      "orders",
      "problems",
      "more_problems"
    })
record ValidationResource(
    @Schema(description = "The name of the file", example = "sites.xlsx") String file,
    @Schema(description = "The SHA-256 of the file's content") String sha256,
    @Schema(
            description =
                "The exit code of the command `validate`: 0 if every row is valid, 3 if the file"
                    + " could not be read as orders, 4 if some rows are invalid",
            example = "4")
        int exit_code,
    @Schema(
            description = "The number of rows `read`, and of those with each status",
            example = "{\"read\": 30, \"HELD\": 28, \"INVALID\": 2}")
        Map<String, Long> rows,
    @Schema(
            description = "The `total` number of orders, and of those with each status",
            example = "{\"total\": 30, \"HELD\": 28, \"INVALID\": 2}")
        Map<String, Long> orders,
    @Schema(description = "The first 500 problems") List<ProblemResource> problems,
    @Schema(description = "Whether there are more problems") boolean more_problems) {}
