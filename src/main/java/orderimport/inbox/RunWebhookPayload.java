package orderimport.inbox;

import java.nio.file.Path;
import java.time.Instant;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.ObjectNode;

/** A run as JSON, for webhooks. Chat programs show its {@code text}. */
final class RunWebhookPayload {
  private static final JsonMapper JSON = JsonMapper.shared();

  private RunWebhookPayload() {}

  static String of(InboxReport report, RunEmailModel page) {
    InboxRun run = report.run();
    Instant due = run.due();
    ObjectNode json = JSON.createObjectNode();
    json.put("text", page.subject() + "\n\n" + page.plain());
    json.put("subject", page.subject());
    json.put("run", run.id());
    json.put("inbox", run.inbox());
    json.put("folder", report.folder().toString());
    json.put("cause", run.cause().name());
    json.put("due", due == null ? null : due.toString());
    json.put("late", run.late());
    json.put("missed", run.missed());
    json.put("interrupted", run.starts() - 1);
    json.put("started", run.startedAt().toString());
    json.put("ended", report.ended().toString());
    json.put("trouble", report.failure());
    json.put("exit_code", report.exitCode());
    ObjectNode orders = json.putObject("orders").put("total", report.total());
    report.orders().forEach((status, count) -> orders.put(status.name(), count));
    ArrayNode files = json.putArray("files");
    report.files().forEach(file -> add(files.addObject(), file));
    return JSON.writeValueAsString(json);
  }

  private static void add(ObjectNode json, FileReport file) {
    Path results = file.file().results();
    json.put("file", file.name());
    json.put("place", file.file().place());
    json.put("stays", file.file().stays());
    json.put("import_id", file.file().importId());
    json.put("exit_code", file.file().exitCode());
    json.put("imported_before", file.before() != null);
    json.put("results", results == null ? null : results.toString());
    ObjectNode orders = json.putObject("orders");
    file.orders().forEach((status, count) -> orders.put(status.name(), count));
    ArrayNode needs = json.putArray("needs");
    file.actions()
        .forEach(
            actionItem ->
                needs.addObject().put("what", actionItem.what()).put("next", actionItem.next()));
  }
}
