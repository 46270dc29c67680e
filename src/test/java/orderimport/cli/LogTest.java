package orderimport.cli;

import static org.assertj.core.api.Assertions.assertThat;

import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.concurrent.atomic.AtomicInteger;
import orderimport.cli.CommandLineRun.Workspace;
import orderimport.database.TestDatabase;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** Each log line names its import and order, and contains no personal data. */
class LogTest {
  private static final TestDatabase.Database DATABASE = TestDatabase.database();

  private final Workspace workspace = Workspace.empty(DATABASE);
  private final Path log = workspace.workingDirectory().resolve("data/logs/order-import.log");

  private List<String> log(String ref, Map<String, String> extra) throws IOException {
    workspace.write(
        "orders.csv",
        "carrier,order_ref,type,address.address,address.zip,address.city",
        "telecomx,%s,DSL,Hemmelig vej 1,8000,Aarhus".formatted(ref));
    assertThat(workspace.withVariables(extra).run("import", "orders.csv").code()).isZero();
    return Files.readAllLines(log);
  }

  @Test
  void plain_log_lines_name_import_and_order_without_customer_data() throws IOException {
    assertThat(log("LOG-1", Map.of()))
        .anyMatch(line -> line.matches(".* \\[[0-9]+ telecomx LOG-1] : .*the order is ACCEPTED"))
        .noneMatch(line -> line.contains("Hemmelig"));
  }

  @Test
  void json_log_lines_name_import_and_order_without_customer_data() throws IOException {
    List<JsonNode> lines =
        log("LOG-2", Map.of("LOGGING_STRUCTURED_FORMAT_FILE", "logstash")).stream()
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

  @Test
  void a_rejected_file_takes_one_log_line() throws IOException {
    workspace.write("notes.csv", "e,f", "5,6");
    workspace.write("damaged.xlsx", "PK\u0003\u0004 no workbook");

    assertThat(workspace.run("import", "notes.csv", "damaged.xlsx").code()).isEqualTo(3);

    assertThat(Files.readAllLines(log))
        .noneMatch(line -> line.matches(".* (ERROR|WARN) .*|\\s+at .*"))
        .anyMatch(line -> line.matches(".* INFO .*of notes.csv is rejected: .*order_ref.*"))
        .anyMatch(line -> line.matches(".* INFO .*of damaged.xlsx is rejected: .*"));
  }

  @Test
  void a_file_name_with_line_breaks_cannot_forge_a_log_line() throws IOException {
    Path notes = workspace.write("x\n2026 ERROR forged\u001b[2J.csv", "c,d", "3,4");
    Path missing = workspace.workingDirectory().resolve("gone\nforged\u001b[2J.csv");

    CommandLineRun run = workspace.run("import", notes, missing);

    assertThat(run.code()).isEqualTo(3);
    assertThat(run.all()).contains("gone\uFFFDforged\uFFFD[2J.csv: there is no such file");
    assertThat(run.all()).contains(": x\uFFFD2026 ERROR forged\uFFFD[2J.csv");
    assertThat(run.all().lines()).noneMatch(line -> line.matches("(2026 ERROR )?forged.*"));
    assertThat(Files.readString(log))
        .contains("forged", "NoSuchFileException")
        .doesNotContain("\u001b", "\nforged", "\n2026 ERROR");
  }

  @Test
  @Tag("long")
  void the_path_of_a_webhook_is_never_logged() throws IOException {
    HttpServer chat =
        HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
    AtomicInteger posts = new AtomicInteger();
    chat.createContext(
        "/",
        exchange -> {
          try (exchange) {
            exchange.getRequestBody().readAllBytes();
            exchange.sendResponseHeaders(posts.incrementAndGet() == 1 ? 403 : 204, -1);
          }
        });
    chat.start();
    workspace.write("in/notes.csv", "a,b", "1,2");

    CommandLineRun run =
        workspace
            .withVariables(
                Map.of(
                    "LOGGING_LEVEL_ROOT",
                    "TRACE",
                    "ORDER_IMPORT_NOTIFICATIONS_WEBHOOK_URL",
                    "http://127.0.0.1:%d/hooks/vErYsEcReT?key=vErYsEcReT"
                        .formatted(chat.getAddress().getPort())))
            .run("import", "--inbox", "in");

    assertThat(posts).hasValue(1);
    chat.stop(0);
    assertThat(run.err()).contains("1 notification could not be sent yet");
    assertThat(run.all()).doesNotContain("vErYsEcReT");
    assertThat(Files.readString(log))
        .contains(" TRACE ", "127.0.0.1 responded with 403")
        .doesNotContain("vErYsEcReT");
  }
}
