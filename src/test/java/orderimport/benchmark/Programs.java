package orderimport.benchmark;

import static java.util.stream.Collectors.joining;

import java.io.File;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import java.util.regex.Pattern;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import orderimport.database.EmbeddedPostgres;
import org.springframework.util.FileSystemUtils;
import tutorial.TutorialJob;

/** The measured programs: each runs in its own process, on a new database of one server. */
final class Programs {
  private static final String OWN = "benchmark_own";

  /** The parts of Spring Boot that the starters of the tutorial include. */
  private static final Pattern OF_TUTORIAL =
      Pattern.compile(
          "(?!spring-boot-).*|spring-boot-(\\d|autoconfigure|batch|jdbc|sql|transaction|persistence|validation|jackson).*");

  private final Path folder;
  private final EmbeddedPostgres postgres;
  private final ProcessHandle server;

  Programs(Path folder, EmbeddedPostgres postgres) {
    this.folder = folder;
    this.postgres = postgres;
    server = server();
  }

  /** Measures the job that users would write instead. */
  Measured tutorial(Path file) throws IOException, InterruptedException {
    newDatabase("benchmark_tutorial", "create table site (order_ref text, json text)");
    List<String> command = java("-Xmx8g", tutorialClassPath(), TutorialJob.class.getName());
    command.add("--input=" + file.toAbsolutePath());
    command.add("--spring.batch.jdbc.initialize-schema=always");
    command.add("--spring.config.location=optional:file:./none/");
    command.add("--spring.datasource.url=" + url("benchmark_tutorial"));
    command.add("--spring.datasource.username=" + postgres.username());
    command.add("--spring.datasource.password=" + postgres.password());
    return measure(command, Map.of(), 0);
  }

  /** Measures work that every import has to do. */
  Measured bound(LowerBound bound, Path file, int rows) throws IOException, InterruptedException {
    newDatabase(
        "benchmark_floor",
        IntStream.range(0, (int) SiteFiles.COLUMNS)
            .mapToObj("c%d text"::formatted)
            .collect(joining(", ", "create table site (", ")")));
    List<String> command = java("-Xmx8g", classPath(), LowerBound.class.getName());
    command.addAll(
        List.of(bound.name(), file.toString(), String.valueOf(SiteFiles.COLUMNS * (rows + 1))));
    return measure(command, environment("", "benchmark_floor"), 0);
  }

  private static List<String> java(String memory, String classPath, String main) {
    return new ArrayList<>(List.of("java", memory, "-cp", classPath, main));
  }

  private static String classPath() {
    return System.getProperty("java.class.path");
  }

  /** The class path without libraries that would start a web server, security and so on. */
  private static String tutorialClassPath() {
    return Stream.of(classPath().split(File.pathSeparator))
        .filter(entry -> OF_TUTORIAL.matcher(Path.of(entry).getFileName().toString()).matches())
        .collect(joining(File.pathSeparator));
  }

  /** Creates an empty database and data directory. */
  void reset() {
    newDatabase(OWN, "select 1");
    try {
      FileSystemUtils.deleteRecursively(data());
    } catch (IOException e) {
      throw new IllegalStateException(e);
    }
  }

  private Path data() {
    return folder.resolve("data");
  }

  /**
   * Measures order-import, started by its launcher.
   *
   * @param memory such as {@code -Xmx256m}; empty for the launcher's default
   * @param exitCode the expected exit code
   */
  Measured orderImport(String memory, int exitCode, Object... arguments)
      throws IOException, InterruptedException {
    return measure(command(arguments), environment(memory, OWN), exitCode);
  }

  /** Measures the order-import of another checkout, with its configuration. */
  Measured orderImport(Path checkout, Object... arguments)
      throws IOException, InterruptedException {
    List<String> command = command(arguments);
    command.addAll(
        0,
        List.of(
            "sh", "-c", "cd \"$0\" && shift && exec ./order-import \"$@\"", checkout.toString()));
    return measure(command, environment("", OWN), 0);
  }

  /** Starts order-import without waiting for it. */
  Process start(Object... arguments) throws IOException {
    return builder(command(arguments), environment("", OWN)).start();
  }

  private List<String> command(Object... arguments) {
    List<String> command = new ArrayList<>(List.of("./order-import"));
    for (Object argument : arguments) {
      command.add(
          argument instanceof Path file ? file.toAbsolutePath().toString() : argument.toString());
    }
    command.addAll(List.of("--quiet", "--data-dir", data().toAbsolutePath().toString()));
    return command;
  }

  private Map<String, String> environment(String memory, String database) {
    return Map.of(
        "JDK_JAVA_OPTIONS", memory,
        "SPRING_DATASOURCE_URL", url(database),
        "SPRING_DATASOURCE_USERNAME", postgres.username(),
        "SPRING_DATASOURCE_PASSWORD", postgres.password());
  }

  /** Measures a process until it exits. */
  Measured measure(List<String> command, Map<String, String> environment, int exitCode)
      throws IOException, InterruptedException {
    double databaseCpu = ProcessUsage.cpuSecondsOfAll(server);
    double wal = walMegabytes();
    long start = System.nanoTime();
    Process process = builder(command, environment).start();
    double peak = 0;
    double cpu = 0;
    while (process.isAlive()) {
      peak = Math.max(peak, ProcessUsage.peakMegabytes(process.pid()));
      cpu = Math.max(cpu, ProcessUsage.cpuSeconds(process.pid()));
      process.waitFor(50, TimeUnit.MILLISECONDS);
    }
    double seconds = (System.nanoTime() - start) / 1e9;
    if (process.exitValue() != exitCode) {
      throw new IllegalStateException(
          "Ended with %d, see %s: %s".formatted(process.exitValue(), log(), command));
    }
    return new Measured(
        seconds,
        peak,
        cpu,
        ProcessUsage.cpuSecondsOfAll(server) - databaseCpu,
        walMegabytes() - wal);
  }

  private double walMegabytes() {
    return ask("select pg_wal_lsn_diff(pg_current_wal_insert_lsn(), '0/0') / 1e6");
  }

  /** The server's main process, the parent of its sessions. */
  private ProcessHandle server() {
    double pid = ask("select split_part(pg_read_file('postmaster.pid'), E'\\n', 1)");
    return ProcessHandle.of((long) pid).orElseThrow();
  }

  private double ask(String query) {
    try (Connection connection = connection(postgres.jdbcUrl());
        Statement statement = connection.createStatement();
        ResultSet result = statement.executeQuery(query)) {
      result.next();
      return result.getDouble(1);
    } catch (SQLException e) {
      throw new IllegalStateException(e);
    }
  }

  private ProcessBuilder builder(List<String> command, Map<String, String> environment) {
    ProcessBuilder builder = new ProcessBuilder(command);
    builder.environment().putAll(environment);
    return builder
        .redirectErrorStream(true)
        .redirectOutput(ProcessBuilder.Redirect.appendTo(log().toFile()));
  }

  private Path log() {
    return folder.resolve("processes.log");
  }

  private void newDatabase(String name, String first) {
    try (Connection connection = connection(postgres.jdbcUrl());
        Statement statement = connection.createStatement()) {
      statement.execute("drop database if exists " + name + " with (force)");
      statement.execute("create database " + name);
      statement.execute("checkpoint");
      try (Connection own = connection(url(name));
          Statement prepare = own.createStatement()) {
        prepare.execute(first);
      }
    } catch (SQLException e) {
      throw new IllegalStateException("No database " + name, e);
    }
  }

  /** The database of order-import. */
  Connection database() throws SQLException {
    return connection(url(OWN));
  }

  private Connection connection(String url) throws SQLException {
    return DriverManager.getConnection(url, postgres.username(), postgres.password());
  }

  private String url(String name) {
    return postgres.jdbcUrl().replaceFirst("/[^/?]+(\\?|$)", "/" + name + "$1");
  }

  Path write(String name, String text) throws IOException {
    return Files.writeString(folder.resolve(name), text);
  }
}
