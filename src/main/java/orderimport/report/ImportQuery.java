package orderimport.report;

import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.OffsetDateTime;
import java.util.Map;
import java.util.TreeMap;
import orderimport.imports.EmbeddedReadOptions;
import orderimport.imports.ImportOptions.DateOrder;
import orderimport.imports.ImportOptions.Decimal;
import orderimport.imports.SheetMapping;
import orderimport.problem.Text;
import org.jspecify.annotations.Nullable;
import tools.jackson.core.JacksonException;
import tools.jackson.core.type.TypeReference;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** Reads the properties of an import. */
final class ImportQuery {

  private static final String SQL =
      """
      select id, kind, file_name, sha256, environments, format, options, state, exit_code, created_at, finished_at
      from import_result where id = ?
      """;

  /** The exit code of an import that did not finish. */
  private static final int UNFINISHED = 1;

  private static final JsonMapper JSON = new JsonMapper();
  private static final TypeReference<Map<String, SheetMapping>> MAPPINGS = new TypeReference<>() {};

  private ImportQuery() {}

  /**
   * @throws IllegalArgumentException if there is no such import
   */
  static ImportHeader header(Snapshot snapshot, long importId) throws SQLException {
    return snapshot.list(SQL, importId, ImportQuery::read).stream()
        .findFirst()
        .orElseThrow(
            () -> new IllegalArgumentException("There is no import %d".formatted(importId)));
  }

  private static ImportHeader read(ResultSet row) throws SQLException {
    String state = row.getString("state");
    // The results of an import that is still running show it as stopped.
    boolean running = state.equals("RUNNING");
    JsonNode options = options(row.getString("options"));
    OffsetDateTime finished = row.getObject("finished_at", OffsetDateTime.class);
    return new ImportHeader(
        row.getLong("id"),
        row.getString("kind").equals("DRY_RUN"),
        row.getString("file_name"),
        row.getString("sha256"),
        Text.ofJson(row.getString("format")),
        environments(row.getString("environments")),
        text(options, "carrier"),
        mappings(options),
        embeddedOptions(options),
        running ? "STOPPED" : state,
        running ? Integer.valueOf(UNFINISHED) : row.getObject("exit_code", Integer.class),
        row.getObject("created_at", OffsetDateTime.class).toInstant(),
        finished == null ? null : finished.toInstant());
  }

  private static Map<String, String> environments(String text) {
    Map<String, String> environments = new TreeMap<>();
    JSON.readTree(text)
        .forEachEntry((carrier, name) -> environments.put(carrier, name.asString("")));
    return environments;
  }

  private static JsonNode options(String text) {
    try {
      return JSON.readTree(text);
    } catch (JacksonException e) {
      return JSON.createObjectNode();
    }
  }

  private static @Nullable String text(JsonNode options, String name) {
    String text = options.path(name).asString("");
    return text.isEmpty() ? null : text;
  }

  private static Map<String, SheetMapping> mappings(JsonNode options) {
    JsonNode columns = options.path("columns");
    return columns.isObject() ? JSON.convertValue(columns, MAPPINGS) : Map.of();
  }

  private static String embeddedOptions(JsonNode options) {
    return new EmbeddedReadOptions(
            read(Decimal.class, text(options, "decimal")),
            read(DateOrder.class, text(options, "dateOrder")))
        .text();
  }

  private static <E extends Enum<E>> @Nullable E read(Class<E> type, @Nullable String name) {
    return name == null ? null : Enum.valueOf(type, name);
  }
}
