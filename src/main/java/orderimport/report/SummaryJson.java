package orderimport.report;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.ObjectNode;

/** Writes {@code summary.json}: the counts for scripts. */
final class SummaryJson {

  private static final JsonMapper JSON = new JsonMapper();

  private SummaryJson() {}

  static void write(Path file, ResultReader resultReader) throws IOException {
    Files.writeString(
        file,
        JSON.writerWithDefaultPrettyPrinter()
                .writeValueAsString(json(resultReader.header(), resultReader.counts()))
            + "\n");
  }

  static ObjectNode json(ImportHeader header, ImportCounts importCounts) {
    ObjectNode json = JSON.createObjectNode();
    // A dry run is not one of the imports that commands accept by their id.
    json.put("import_id", header.dryRun() ? null : header.id());
    json.put("file", header.fileName());
    json.put("sha256", header.sha256());
    json.put("state", header.state());
    json.put("exit_code", header.exitCode());
    counts(json.putObject("rows").put("read", importCounts.read()), importCounts.rows());
    counts(json.putObject("orders").put("total", importCounts.total()), importCounts.orders());
    json.put("started", header.started().toString());
    json.put("finished", header.finished() == null ? null : header.finished().toString());
    ObjectNode environments = json.putObject("environments");
    header.environments().forEach(environments::put);
    return json;
  }

  private static void counts(ObjectNode json, Map<ResultStatus, Long> counts) {
    counts.forEach((status, count) -> json.put(status.name(), count));
  }
}
