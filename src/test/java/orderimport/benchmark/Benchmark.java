package orderimport.benchmark;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.TimeUnit;
import orderimport.database.EmbeddedPostgres;
import org.springframework.util.FileSystemUtils;
import tutorial.TutorialJob;

/**
 * Runs the tutorials' job and order-import in turn, each as a process of its own on a new database
 * of the same server, and prints medians and ratios. Arguments: rows, rounds, kinds of files.
 */
public final class Benchmark {
  private static final Path FOLDER = Path.of("target", "benchmark");

  private final EmbeddedPostgres postgres;
  private final Path log;
  private final Map<String, List<Measured>> measured = new TreeMap<>();

  /** One process: wall-clock seconds, and the memory it held at most, in MB. */
  private record Measured(double seconds, double megabytes) {}

  private Benchmark(EmbeddedPostgres postgres) {
    this.postgres = postgres;
    this.log = FOLDER.resolve("processes.log");
  }

  public static void main(String[] arguments) throws Exception {
    int rows = arguments.length > 0 ? Integer.parseInt(arguments[0]) : 200_000;
    int rounds = arguments.length > 1 ? Integer.parseInt(arguments[1]) : 5;
    String kinds = arguments.length > 2 ? arguments[2] : "csv,xlsx";
    Files.createDirectories(FOLDER);
    try (EmbeddedPostgres postgres = EmbeddedPostgres.open(FOLDER.resolve("database"))) {
      Benchmark benchmark = new Benchmark(postgres);
      for (String kind : kinds.split(",")) {
        Path file = kind.equals("csv") ? SiteFiles.csv(FOLDER, rows) : SiteFiles.xlsx(FOLDER, rows);
        for (int round = 1; round <= rounds; round++) {
          System.out.printf("%s, round %d of %d%n", file.getFileName(), round, rounds);
          benchmark.tutorial(kind, file);
          benchmark.orderImport(kind, file);
        }
        benchmark.print(kind, rows);
      }
    }
  }

  private void tutorial(String kind, Path file) throws IOException, InterruptedException {
    String url = newDatabase("benchmark_tutorial", "create table site (order_ref text, json text)");
    List<String> command = java("-Xmx8g", TutorialJob.class.getName());
    command.add("--input=" + file.toAbsolutePath());
    command.add("--spring.batch.jdbc.initialize-schema=always");
    command.add("--spring.flyway.enabled=false");
    command.add("--spring.config.location=optional:file:./none/");
    command.addAll(datasource(url));
    measured
        .computeIfAbsent(kind + " tutorial", any -> new ArrayList<>())
        .add(run(command, Map.of()));
  }

  private void orderImport(String kind, Path file) throws IOException, InterruptedException {
    String url = newDatabase("benchmark_own", "select 1");
    Path data = FOLDER.resolve("data");
    FileSystemUtils.deleteRecursively(data);
    List<String> command =
        new ArrayList<>(List.of("java", "-Xmx1g", "-jar", "target/order-import.jar"));
    command.addAll(List.of("import", "--hold", "--quiet", "--data-dir", data.toString()));
    command.add(file.toString());
    measured
        .computeIfAbsent(kind + " order-import", any -> new ArrayList<>())
        .add(
            run(
                command,
                Map.of(
                    "SPRING_DATASOURCE_URL", url,
                    "SPRING_DATASOURCE_USERNAME", postgres.username(),
                    "SPRING_DATASOURCE_PASSWORD", postgres.password())));
  }

  private static List<String> java(String memory, String main) {
    return new ArrayList<>(
        List.of("java", memory, "-cp", System.getProperty("java.class.path"), main));
  }

  private List<String> datasource(String url) {
    return List.of(
        "--spring.datasource.url=" + url,
        "--spring.datasource.username=" + postgres.username(),
        "--spring.datasource.password=" + postgres.password());
  }

  private String newDatabase(String name, String first) {
    try (Connection connection =
            DriverManager.getConnection(
                postgres.jdbcUrl(), postgres.username(), postgres.password());
        Statement statement = connection.createStatement()) {
      statement.execute("drop database if exists " + name + " with (force)");
      statement.execute("create database " + name);
      statement.execute("checkpoint");
      String url = postgres.jdbcUrl().replaceFirst("/[^/?]+(\\?|$)", "/" + name + "$1");
      try (Connection own =
              DriverManager.getConnection(url, postgres.username(), postgres.password());
          Statement prepare = own.createStatement()) {
        prepare.execute(first);
      }
      return url;
    } catch (SQLException e) {
      throw new IllegalStateException("No database " + name, e);
    }
  }

  /**
   * The memory is what GNU time says of the process, or what the kernel does where it is missing.
   */
  private Measured run(List<String> command, Map<String, String> environment)
      throws IOException, InterruptedException {
    long start = System.nanoTime();
    ProcessBuilder builder = new ProcessBuilder(command);
    builder.environment().putAll(environment);
    builder
        .redirectErrorStream(true)
        .redirectOutput(ProcessBuilder.Redirect.appendTo(log.toFile()));
    Process process = builder.start();
    double peak = 0;
    while (process.isAlive()) {
      peak = Math.max(peak, PeakMemory.of(process.pid()));
      process.waitFor(50, TimeUnit.MILLISECONDS);
    }
    double seconds = (System.nanoTime() - start) / 1e9;
    if (process.exitValue() != 0) {
      throw new IllegalStateException(
          "Ended with %d, see %s: %s".formatted(process.exitValue(), log, command));
    }
    return new Measured(seconds, peak);
  }

  private void print(String kind, int rows) {
    Measured tutorial = median(kind + " tutorial");
    Measured own = median(kind + " order-import");
    System.out.printf(
        "%s, %,d rows: tutorial job %.1f s (%.0f MB), order-import %.1f s (%.0f MB), ratio %.2f%n",
        kind,
        rows,
        tutorial.seconds(),
        tutorial.megabytes(),
        own.seconds(),
        own.megabytes(),
        own.seconds() / tutorial.seconds());
  }

  private Measured median(String name) {
    List<Measured> all = measured.getOrDefault(name, List.of());
    return new Measured(
        all.stream()
            .mapToDouble(Measured::seconds)
            .sorted()
            .skip(all.size() / 2)
            .findFirst()
            .orElse(0),
        all.stream().mapToDouble(Measured::megabytes).max().orElse(0));
  }
}
