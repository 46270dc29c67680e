package orderimport.web.api;

import io.swagger.v3.oas.annotations.media.Schema;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import orderimport.web.imports.ImportStage;
import org.jspecify.annotations.Nullable;

/** An import, named as in {@code summary.json}. */
@Schema(
    name = "Import",
    description = "An import, with the names of summary.json",
    requiredProperties = {
      "import_id",
      "file",
      "sha256",
      "state",
      "stage",
      "exit_code",
      "rows",
      "orders",
      "started",
      "finished",
      "environments",
      "uploaded_by",
      "review",
      "assignee",
      "end_reason"
    })
record ImportResource(
    @Schema(example = "7") long import_id,
    @Schema(description = "The name of the file", example = "sites.xlsx") String file,
    @Schema(description = "The SHA-256 of the file's content") String sha256,
    @Schema(description = "RUNNING until there is nothing to wait for but a user") State state,
    @Schema(description = "The state in more detail") ImportStage stage,
    @Schema(
            description =
                "The exit code of the command line for the same result; null while running",
            types = {"integer", "null"},
            example = "0")
        @Nullable Integer exit_code,
    @Schema(
            description =
                "The number of rows `read`, and of those with each status; a list of imports has"
                    + " `read` only",
            example = "{\"read\": 30, \"HELD\": 28, \"INVALID\": 2}")
        Map<String, Long> rows,
    @Schema(
            description = "The `total` number of orders, and of those with each status",
            example = "{\"total\": 30, \"HELD\": 28, \"INVALID\": 2}")
        Map<String, Long> orders,
    Instant started,
    @Schema(
            description = "Null while running",
            types = {"string", "null"})
        @Nullable Instant finished,
    @Schema(description = "The environment of each carrier", example = "{\"granite\": \"sandbox\"}")
        Map<String, String> environments,
    @Schema(
            description = "Who uploaded the file; null if it was imported by a command",
            types = {"string", "null"},
            example = "anna")
        @Nullable String uploaded_by,
    @Schema(
            description =
                "What a reviewer decided: APPROVED, SENT_BACK or REJECTED; null if nothing was"
                    + " decided since the last change",
            types = {"string", "null"},
            example = "APPROVED")
        @Nullable String review,
    @Schema(
            description = "The user to whom the import is assigned; null for none",
            types = {"string", "null"},
            example = "bo")
        @Nullable String assignee,
    @Schema(
            description =
                "Why the last work on the import ended early; null if it did not, or is under way",
            types = {"string", "null"},
            example = "The database is not available.")
        @Nullable String end_reason) {

  /** The state of an import as a client waits for it. */
  @Schema(name = "ImportState")
  enum State {
    RUNNING,
    COMPLETED,
    HELD,
    STOPPED,
    FAILED
  }

  /** A page of imports. */
  @Schema(
      name = "Imports",
      requiredProperties = {"items", "next"})
  record Page(
      List<ImportResource> items,
      @Schema(
              description = "The cursor of the next page; null on the last one",
              types = {"string", "null"})
          @Nullable String next) {}
}
