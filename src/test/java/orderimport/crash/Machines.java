package orderimport.crash;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import orderimport.ForkFolder;
import orderimport.database.TestDatabase;
import org.springframework.jdbc.core.simple.JdbcClient;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** Machines with data directories of their own that share a database, and fake carriers. */
final class Machines implements AutoCloseable {
  private final Path folder;
  private final TestDatabase.Database database = TestDatabase.database();
  private final JdbcClient sql = JdbcClient.create(database.dataSource());
  private final FakeCarriers carriers;
  private final Path config;
  private final List<ChildProcess> children = new ArrayList<>();

  /**
   * @param connections the number of connections of each process; with 3 it builds one part at a
   *     time
   */
  Machines(int connections) throws IOException {
    folder =
        Files.createTempDirectory(
                Files.createDirectories(ForkFolder.of("machines").toAbsolutePath()), "m")
            .toAbsolutePath();
    carriers = new FakeCarriers();
    config =
        Files.writeString(
            folder.resolve("cluster.yml"),
            carriers.config(2, "")
                + """
                spring:
                  datasource:
                    url: "%s"
                    username: "%s"
                    password: "%s"
                    hikari:
                      maximum-pool-size: %d
                """
                    .formatted(
                        database.url(), database.username(), database.password(), connections));
  }

  JdbcClient sql() {
    return sql;
  }

  FakeCarriers carriers() {
    return carriers;
  }

  Path dataDir(String machine) {
    return folder.resolve(machine);
  }

  /** A folder with the configuration of other machines. */
  Path newFolder(String name) throws IOException {
    return Files.createDirectories(folder.resolve(name));
  }

  Path write(OrderSheet sheet) throws IOException {
    return sheet.write(Files.createTempFile(folder, "sites", ".csv"));
  }

  /** Starts a command on a machine, in a process that may have run other commands. */
  ChildProcess start(String machine, Object... arguments) {
    return start(machine, Map.of(), arguments);
  }

  ChildProcess start(String machine, Map<String, String> settings, Object... arguments) {
    return register(ChildProcess.startHosted(dataDir(machine), config, settings, arguments));
  }

  /** Starts a command on a machine in its own process. */
  ChildProcess startAlone(String machine, Map<String, String> settings, Object... arguments) {
    return register(ChildProcess.start(dataDir(machine), config, settings, arguments));
  }

  private ChildProcess register(ChildProcess child) {
    children.add(child);
    return child;
  }

  /** Starts a worker, and waits until it takes part. */
  ChildProcess startWorker(String machine, Map<String, String> settings) {
    return awaitReady(start(machine, settings, "worker"));
  }

  ChildProcess awaitReady(ChildProcess worker) {
    CrashTestEnvironment.await(() -> worker.output().contains("Ready") || !worker.isAlive());
    return worker;
  }

  /** The settings of a process that pauses at a point of {@link CrashPoints}. */
  Map<String, String> pausingAt(String point, String marker) {
    return new HashMap<>(Map.of("crash.point", point, "crash.marker", marker(marker).toString()));
  }

  Path marker(String name) {
    return folder.resolve(name + ".marker");
  }

  void awaitPause(String marker) {
    CrashTestEnvironment.await(() -> Files.exists(marker(marker)));
  }

  void release(String marker) throws IOException {
    Files.deleteIfExists(marker(marker));
  }

  /** The number of parts that the processes of a machine began to build. */
  long begunParts(String machine) {
    try (Stream<String> lines = Files.lines(dataDir(machine).resolve("logs/order-import.log"))) {
      return lines.filter(line -> line.contains("Builds partition")).count();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** Waits until the last import has a state and the work on it has ended. */
  void awaitState(String state) {
    CrashTestEnvironment.await(() -> isIdle(state));
  }

  /** Whether the last import has a state and the work on it has ended. */
  boolean isIdle(String state) {
    return sql.sql("select state || coalesce(requested_action, '') from import where id = ?")
        .param(importId())
        .query(String.class)
        .single()
        .equals(state);
  }

  /** Grows with each process that takes the last import over. */
  long fencingToken() {
    return sql.sql("select fencing_token from import where id = ?")
        .param(importId())
        .query(Long.class)
        .single();
  }

  /** The number of orders of the last import, by status. */
  Map<String, Long> ordersByStatus() {
    Map<String, Long> numbers = new HashMap<>();
    sql.sql("select status, count(*) as number from orders where import_id = ? group by status")
        .param(importId())
        .query(
            row -> {
              numbers.put(row.getString("status"), row.getLong("number"));
            });
    return numbers;
  }

  long importId() {
    return sql.sql("select max(id) from import").query(Long.class).single();
  }

  /** What {@code workers --json} prints. */
  List<JsonNode> workers(String machine) {
    ChildProcess workers = start(machine, "workers", "--json");
    if (workers.waitForExit() != 0) {
      throw new AssertionError(workers.output());
    }
    return JsonMapper.shared().readTree(workers.output()).valueStream().toList();
  }

  long count(String table) {
    return sql.sql("select count(*) from " + table).query(Long.class).single();
  }

  /** The orders of the last import without their ids, and its problems. */
  List<String> orders() {
    return sql.sql(
            """
            select o.carrier || ' ' || o.order_ref || ' ' || o.status || ' ' || o.rows::text || ' '
              || o.request from orders o where import_id = ?
            union all
            select p.sheet || ' ' || p.row || ' ' || p.code || ' ' || p.arguments from problem p
            where import_id = ?
            order by 1""")
        .params(importId(), importId())
        .query(String.class)
        .list();
  }

  @Override
  public void close() {
    children.forEach(ChildProcess::close);
    carriers.close();
  }
}
