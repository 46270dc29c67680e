package orderimport.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import orderimport.cli.CommandLineRun.Place;
import orderimport.database.TestDatabase;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** The log names the import and the order of each line, and nobody's data. */
class LogTest {
  private static final TestDatabase.Database DATABASE = TestDatabase.database();

  private static List<String> log(Path folder, String ref, Map<String, String> more)
      throws IOException {
    Place plain = Place.with(folder, DATABASE);
    Map<String, String> environment = new HashMap<>(plain.environment());
    environment.putAll(more);
    Place place = new Place(folder, environment);
    place.write(
        "orders.csv",
        "carrier,order_ref,type,address.address,address.zip,address.city",
        "telecomx,%s,DSL,Hemmelig vej 1,8000,Aarhus".formatted(ref));
    assertThat(place.run("import", "orders.csv").code()).isZero();
    return Files.readAllLines(folder.resolve("data/logs/order-import.log"));
  }

  @Test
  void in_plain_lines(@TempDir Path folder) throws IOException {
    assertThat(log(folder, "LOG-1", Map.of()))
        .anyMatch(line -> line.matches(".* \\[[0-9]+ telecomx LOG-1] : .*the order is ACCEPTED"))
        .noneMatch(line -> line.contains("Hemmelig"));
  }

  @Test
  void as_json_if_that_is_wanted(@TempDir Path folder) throws IOException {
    List<JsonNode> lines =
        log(folder, "LOG-2", Map.of("LOGGING_STRUCTURED_FORMAT_FILE", "logstash")).stream()
            .map(JsonMapper.shared()::readTree)
            .toList();

    assertThat(lines)
        .anyMatch(
            line ->
                line.path("order").asString("").equals("LOG-2")
                    && line.path("carrier").asString("").equals("telecomx")
                    && line.path("import").asString("").matches("[0-9]+"));
    assertThat(lines.toString()).doesNotContain("Hemmelig");
  }
}
