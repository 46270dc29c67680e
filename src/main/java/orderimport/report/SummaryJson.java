package orderimport.report;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.ObjectNode;

/** {@code summary.json}: the figures for scripts. */
final class SummaryJson {

  private static final JsonMapper JSON = new JsonMapper();

  private SummaryJson() {}

  static void write(Path file, ResultReader resultReader) throws IOException {
    Files.writeString(
        file,
        JSON.writerWithDefaultPrettyPrinter()
                .writeValueAsString(json(resultReader.facts(), resultReader.figures()))
            + "\n");
  }

  static ObjectNode json(ImportHeader facts, ImportCounts importCounts) {
    ObjectNode json = JSON.createObjectNode();
    json.put("import_id", facts.id());
    json.put("file", facts.fileName());
    json.put("sha256", facts.sha256());
    json.put("state", facts.state());
    json.put("exit_code", facts.exitCode());
    counts(json.putObject("rows").put("read", importCounts.read()), importCounts.rows());
    counts(json.putObject("orders").put("total", importCounts.total()), importCounts.orders());
    json.put("started", facts.started().toString());
    json.put("finished", facts.finished() == null ? null : facts.finished().toString());
    ObjectNode environments = json.putObject("environments");
    facts.environments().forEach(environments::put);
    return json;
  }

  private static void counts(ObjectNode json, Map<Status, Long> counts) {
    counts.forEach((status, count) -> json.put(status.name(), count));
  }
}
