package orderimport.inbox;

import java.nio.file.Path;
import java.time.Instant;
import orderimport.problem.Text;
import orderimport.problem.TextRenderer;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.ObjectNode;

/** A run as JSON, for webhooks. Chat programs show its {@code text}. */
final class RunWebhookPayload {
  private static final JsonMapper JSON = JsonMapper.shared();

  private RunWebhookPayload() {}

  static String of(InboxReport report, RunEmailModel page) {
    InboxRun run = report.run();
    Instant due = run.dueAt();
    ObjectNode json = JSON.createObjectNode();
    json.put("text", page.subject() + "\n\n" + page.plain());
    json.put("subject", page.subject());
    json.put("run", run.id());
    json.put("inbox", run.inbox());
    json.put("folder", report.folder().toString());
    json.put("trigger", run.trigger().name());
    json.put("due", due == null ? null : due.toString());
    json.put("late", run.late());
    json.put("missed_count", run.missedCount());
    json.put("interrupted", run.attempts() - 1);
    json.put("started", run.startedAt().toString());
    json.put("ended", report.endedAt().toString());
    json.put("error", english(report.failure()));
    json.put("exit_code", report.exitCode());
    ObjectNode orders = json.putObject("orders").put("total", report.total());
    report.orders().forEach((status, count) -> orders.put(status.name(), count));
    ArrayNode files = json.putArray("files");
    report.files().forEach(file -> add(files.addObject(), file));
    return JSON.writeValueAsString(json);
  }

  private static void add(ObjectNode json, FileReport file) {
    Path results = file.file().resultsPath();
    json.put("file", file.name());
    json.put("path", file.file().path());
    json.put("left_reason", english(file.file().leftReason()));
    json.put("import_id", file.file().importId());
    json.put("exit_code", file.file().exitCode());
    json.put("imported_before", file.before() != null);
    json.put("results", results == null ? null : results.toString());
    ObjectNode orders = json.putObject("orders");
    file.orders().forEach((status, count) -> orders.put(status.name(), count));
    ArrayNode actions = json.putArray("actions");
    file.actions()
        .forEach(
            actionItem ->
                actions
                    .addObject()
                    .put("problem", english(actionItem.problem()))
                    .put("next_step", english(actionItem.nextStep())));
  }

  private static @Nullable String english(@Nullable Text text) {
    return text == null ? null : TextRenderer.ENGLISH.render(text);
  }
}
