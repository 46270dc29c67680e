package orderimport.roundtrip;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import orderimport.OrderImport;
import orderimport.database.TestDatabase;
import orderimport.imports.ImportOptions;
import orderimport.imports.ProgressListener;
import orderimport.job.ImportService;
import orderimport.job.RunResult;
import orderimport.report.ResultsCheck;
import org.springframework.boot.SpringApplication;
import org.springframework.boot.WebApplicationType;
import org.springframework.context.ConfigurableApplicationContext;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** The program inside this process, with its own database and data directory, and the sandbox. */
final class ImportProgram implements AutoCloseable {
  private static final JsonMapper JSON = new JsonMapper();

  private static final List<String> CARRIERS =
      List.of("granite", "globalconnect", "globalconnect-testing", "telecomx");

  private final Path dataDir;
  private final ConfigurableApplicationContext context;

  ImportProgram(Path dataDir) {
    this.dataDir = dataDir;
    TestDatabase.Database database = TestDatabase.database();
    SpringApplication application = new SpringApplication(OrderImport.class);
    application.setWebApplicationType(WebApplicationType.NONE);
    application.setRegisterShutdownHook(false);
    List<String> arguments = new ArrayList<>();
    List<String> files = new ArrayList<>(List.of("classpath:order-import.properties"));
    CARRIERS.forEach(carrier -> files.add("file:job-config/%s.yml".formatted(carrier)));
    arguments.add("--spring.config.location=" + String.join(",", files));
    for (String carrier : CARRIERS) {
      String settings = "--order-import.carriers." + carrier;
      arguments.add(settings + ".rate-limit.requests=300");
      arguments.add(settings + ".rate-limit.per=1s");
      arguments.add(settings + ".concurrency=4");
    }
    arguments.add("--order-import.carriers.telecomx-offer.base-url=sandbox");
    arguments.add("--order-import.data-dir=" + dataDir);
    arguments.add("--spring.datasource.url=" + database.url());
    arguments.add("--spring.datasource.username=" + database.username());
    arguments.add("--spring.datasource.password=" + database.password());
    context = application.run(arguments.toArray(String[]::new));
  }

  /** The result of an import, whose files have been checked for consistency. */
  record Outcome(int exitCode, Path folder, JsonNode summary) {
    Path fixFile() {
      return folder.resolve("fix-and-reimport.xlsx");
    }

    long orders(String status) {
      return summary.path("orders").path(status).asLong();
    }

    long rows(String status) {
      return summary.path("rows").path(status).asLong();
    }
  }

  Outcome importFile(Path file) {
    return importFile(file, ImportOptions.NONE);
  }

  Outcome importFile(Path file, ImportOptions options) {
    RunResult result =
        context
            .getBean(ImportService.class)
            .importFile(file, options, false, ProgressListener.NONE);
    if (result instanceof RunResult.Finished finished) {
      return new Outcome(
          finished.exitCode(), finished.folder(), ResultsCheck.check(finished.folder()));
    }
    throw new AssertionError(result);
  }

  /** The orders that the sandbox accepted, as {@code carrier order_ref}. */
  List<String> placedOrders() throws IOException {
    Path journal = dataDir.resolve("sandbox.jsonl");
    return Files.notExists(journal)
        ? List.of()
        : Files.readAllLines(journal).stream()
            .filter(line -> !line.isBlank())
            .map(JSON::readTree)
            .map(ImportProgram::name)
            .toList();
  }

  private static String name(JsonNode order) {
    return order.path("carrier").asString() + " " + order.path("order_ref").asString();
  }

  @Override
  public void close() {
    context.close();
  }
}
