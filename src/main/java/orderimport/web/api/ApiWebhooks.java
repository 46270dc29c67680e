package orderimport.web.api;

import io.swagger.v3.oas.annotations.Operation;
import io.swagger.v3.oas.annotations.Parameter;
import io.swagger.v3.oas.annotations.Webhook;
import io.swagger.v3.oas.annotations.Webhooks;
import io.swagger.v3.oas.annotations.enums.ParameterIn;
import io.swagger.v3.oas.annotations.media.Content;
import io.swagger.v3.oas.annotations.media.Schema;
import io.swagger.v3.oas.annotations.parameters.RequestBody;
import io.swagger.v3.oas.annotations.responses.ApiResponse;
import java.time.Instant;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Component;

/**
 * What the OpenAPI document says about the messages to the webhook, which {@code RequestCompletion}
 * and {@code ReviewNotifier} make. A test compares these with it.
 */
@Webhooks({
  @Webhook(
      name = "import",
      operation =
          @Operation(
              operationId = "importEnded",
              summary = "Work on an import that a user or a program requested has ended",
              description = ApiWebhooks.SIGNED,
              method = "POST",
              tags = "imports",
              parameters = {
                @Parameter(
                    name = ApiWebhooks.ID,
                    in = ParameterIn.HEADER,
                    description = ApiWebhooks.ID_MEANING,
                    schema = @Schema(type = "string")),
                @Parameter(
                    name = ApiWebhooks.TIMESTAMP,
                    in = ParameterIn.HEADER,
                    description = ApiWebhooks.TIMESTAMP_MEANING,
                    schema = @Schema(type = "string")),
                @Parameter(
                    name = ApiWebhooks.SIGNATURE,
                    in = ParameterIn.HEADER,
                    description = ApiWebhooks.SIGNATURE_MEANING,
                    schema = @Schema(type = "string"))
              },
              requestBody =
                  @RequestBody(
                      required = true,
                      content =
                          @Content(
                              mediaType = "application/json",
                              schema = @Schema(implementation = ApiWebhooks.ImportMessage.class))),
              responses = @ApiResponse(responseCode = "2XX", description = ApiWebhooks.RECEIVED))),
  @Webhook(
      name = "review",
      operation =
          @Operation(
              operationId = "importReviewed",
              summary = "Someone has reviewed, commented on or assigned an import",
              description = ApiWebhooks.SIGNED,
              method = "POST",
              tags = "imports",
              parameters = {
                @Parameter(
                    name = ApiWebhooks.ID,
                    in = ParameterIn.HEADER,
                    description = ApiWebhooks.ID_MEANING,
                    schema = @Schema(type = "string")),
                @Parameter(
                    name = ApiWebhooks.TIMESTAMP,
                    in = ParameterIn.HEADER,
                    description = ApiWebhooks.TIMESTAMP_MEANING,
                    schema = @Schema(type = "string")),
                @Parameter(
                    name = ApiWebhooks.SIGNATURE,
                    in = ParameterIn.HEADER,
                    description = ApiWebhooks.SIGNATURE_MEANING,
                    schema = @Schema(type = "string"))
              },
              requestBody =
                  @RequestBody(
                      required = true,
                      content =
                          @Content(
                              mediaType = "application/json",
                              schema = @Schema(implementation = ApiWebhooks.ReviewMessage.class))),
              responses = @ApiResponse(responseCode = "2XX", description = ApiWebhooks.RECEIVED)))
})
@Component
class ApiWebhooks {
  static final String SIGNED =
      "Sent to the webhook of the configuration if `notifications.webhook.imports` is true, and"
          + " signed as Standard Webhooks defines if it has a `secret`.";

  static final String ID = "webhook-id";
  static final String ID_MEANING = "Only with a secret; the same each time a message is sent";
  static final String TIMESTAMP = "webhook-timestamp";
  static final String TIMESTAMP_MEANING = "When it is sent, in seconds since 1970";
  static final String SIGNATURE = "webhook-signature";
  static final String SIGNATURE_MEANING = "`v1,` and the HMAC-SHA256 of id, time and body";
  static final String RECEIVED = "Received; after any other response it is sent again";

  /** The message about an import. */
  @Schema(
      name = "ImportMessage",
      requiredProperties = {"type", "timestamp", "text", "import"})
  record ImportMessage(
      @Schema(description = "`import.` and the state of the import", example = "import.held")
          String type,
      @Schema(description = "When the work ended") Instant timestamp,
      @Schema(description = "The same for people, such as in a chat") String text,
      @Schema(name = "import") ImportSummary imported) {}

  /** What {@code summary.json} has. */
  @Schema(
      name = "ImportSummary",
      description = "An import as in summary.json",
      requiredProperties = {
        "import_id",
        "file",
        "sha256",
        "state",
        "exit_code",
        "rows",
        "orders",
        "started",
        "finished",
        "environments"
      })
  record ImportSummary(
      @Schema(example = "7") long import_id,
      @Schema(description = "The name of the file", example = "sites.xlsx") String file,
      @Schema(description = "The SHA-256 of the file's content") String sha256,
      @Schema(example = "HELD") String state,
      @Schema(
              description = "The exit code of the command line for the same result",
              types = {"integer", "null"},
              example = "0")
          @Nullable Integer exit_code,
      @Schema(description = "The number of rows `read`, and of those with each status")
          Map<String, Long> rows,
      @Schema(description = "The `total` number of orders, and of those with each status")
          Map<String, Long> orders,
      Instant started,
      @Schema(types = {"string", "null"}) @Nullable Instant finished,
      @Schema(description = "The environment of each carrier", example = "{\"granite\": \"live\"}")
          Map<String, String> environments) {}

  /** The message about an act of a review. */
  @Schema(
      name = "ReviewMessage",
      requiredProperties = {
        "type",
        "import_id",
        "file",
        "action",
        "actor",
        "assignee",
        "comment",
        "text"
      })
  record ReviewMessage(
      @Schema(description = "`review.` and the action", example = "review.sent_back") String type,
      @Schema(example = "7") long import_id,
      @Schema(description = "The name of the file", example = "sites.xlsx") String file,
      @Schema(
              example = "SENT_BACK",
              allowableValues = {
                "APPROVED",
                "SENT_BACK",
                "REJECTED",
                "REVIEW_REQUESTED",
                "COMMENTED",
                "ASSIGNED"
              })
          String action,
      @Schema(description = "Who did it", example = "bo") String actor,
      @Schema(
              description = "Whom the import is assigned to",
              types = {"string", "null"})
          @Nullable String assignee,
      @Schema(types = {"string", "null"}) @Nullable String comment,
      @Schema(description = "The same for people, such as in a chat") String text) {}
}
