package orderimport.acceptance;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;
import orderimport.cli.CommandHost;
import orderimport.cli.CommandLineRun;
import orderimport.cli.CommandLineRun.Workspace;
import orderimport.database.TestDatabase;
import org.springframework.jdbc.core.simple.JdbcClient;
import tools.jackson.databind.JsonNode;

/**
 * What a user works with: a folder with the shipped {@code job-config}, a database, environment
 * variables, and commands.
 */
final class Workplace {
  private static final int TIMEOUT_MINUTES = 15;

  private final TestDatabase.Database database;
  private final Path folder;
  private final Map<String, String> variables = new HashMap<>();
  private final Map<String, String> settings = new HashMap<>();

  Workplace() throws IOException {
    database = TestDatabase.database();
    Workspace workspace = Workspace.empty(database);
    folder = workspace.workingDirectory();
    variables.putAll(workspace.environment());
    Path shipped = Path.of("job-config");
    Files.createDirectories(folder.resolve(shipped));
    try (Stream<Path> files = Files.list(shipped)) {
      for (Path file : files.filter(file -> file.toString().endsWith(".yml")).toList()) {
        Files.copy(file, folder.resolve(file));
      }
    }
  }

  Path folder() {
    return folder;
  }

  /** Reads its database. */
  JdbcClient sql() {
    return JdbcClient.create(database.dataSource());
  }

  /** Sets an environment variable, as secrets are. */
  Workplace variable(String name, String value) {
    variables.put(name, value);
    return this;
  }

  /** Sets a property of the JVM for all commands. */
  Workplace setting(String name, String value) {
    settings.put(name, value);
    return this;
  }

  /**
   * Writes a carrier's file in {@code job-config} from scratch.
   *
   * @param lines its keys, which get their indentation here
   */
  Workplace carrier(String name, String... lines) {
    StringBuilder text = new StringBuilder("order-import:\n  carriers:\n    " + name + ":\n");
    for (String line : lines) {
      text.append("      ").append(line).append('\n');
    }
    write("job-config/" + name + ".yml", text.toString());
    return this;
  }

  Path write(String name, String text) {
    try {
      return Files.writeString(folder.resolve(name), text, StandardCharsets.UTF_8);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** A command that runs. */
  record Running(Process process, Path out, Path err) {
    CommandLineRun await() {
      try {
        if (!process.waitFor(TIMEOUT_MINUTES, TimeUnit.MINUTES)) {
          process.destroyForcibly();
          throw new IllegalStateException("The command does not exit: " + Files.readString(err));
        }
        return new CommandLineRun(
            process.exitValue(), Files.readString(out), Files.readString(err));
      } catch (IOException e) {
        throw new UncheckedIOException(e);
      } catch (InterruptedException e) {
        Thread.currentThread().interrupt();
        throw new IllegalStateException(e);
      }
    }

    /** Ends the process at once, as {@code kill -9} does. */
    void kill() {
      process.destroyForcibly();
      await();
    }
  }

  Running start(Object... arguments) {
    List<String> texts = new ArrayList<>(Arrays.stream(arguments).map(String::valueOf).toList());
    try {
      Path out = Files.createTempFile(folder, "out", ".txt");
      Path err = Files.createTempFile(folder, "err", ".txt");
      return new Running(CommandHost.start(variables, settings, texts, out, err), out, err);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  CommandLineRun run(Object... arguments) {
    return start(arguments).await();
  }

  /** Lets time pass: all times of a column are so much earlier from now on. */
  void age(String table, String column, Duration duration) {
    sql()
        .sql("update %1$s set %2$s = %2$s - make_interval(secs => ?)".formatted(table, column))
        .param(duration.toSeconds())
        .update();
  }

  Path results(long id) {
    return folder.resolve("data/reports/" + id);
  }

  JsonNode summary(long id) throws IOException {
    return Received.JSON.readTree(Files.readString(results(id).resolve("summary.json")));
  }

  /** The lines of {@code orders.jsonl} by carrier and reference. */
  Map<String, JsonNode> orders(long id) throws IOException {
    Map<String, JsonNode> orders = new TreeMap<>();
    for (String line : Files.readAllLines(results(id).resolve("orders.jsonl"))) {
      JsonNode order = Received.JSON.readTree(line);
      orders.put(
          order.path("carrier").asString() + " " + order.path("order_ref").asString(), order);
    }
    return orders;
  }

  /** The status of each order, after the results were written again. */
  Map<String, String> statuses(long id) throws IOException {
    run("report", id);
    Map<String, String> statuses = new TreeMap<>();
    orders(id).forEach((name, order) -> statuses.put(name, order.path("status").asString()));
    return statuses;
  }

  /** Everything that the program wrote in its folder, for what must appear nowhere. */
  String everything() throws IOException {
    StringBuilder all = new StringBuilder();
    try (Stream<Path> files = Files.walk(folder)) {
      for (Path file : files.filter(Files::isRegularFile).toList()) {
        if (!file.startsWith(folder.resolve("job-config"))) {
          all.append(Files.readString(file, StandardCharsets.ISO_8859_1)).append('\n');
        }
      }
    }
    return all.toString();
  }
}
