package orderimport.crash;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Stream;
import orderimport.ForkFolder;
import orderimport.cli.CommandLineRun.Workspace;
import orderimport.cli.Main;
import orderimport.cli.ProgramJar;
import orderimport.database.TestDatabase;
import org.springframework.jdbc.core.simple.JdbcClient;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** Machines with data directories of their own that share a database, and fake carriers. */
final class Machines implements AutoCloseable {
  private static final Duration STOP_TIMEOUT = Duration.ofSeconds(15);

  private final Path folder;
  private final TestDatabase.Database database;
  private final JdbcClient sql;
  private final FakeCarriers carriers;
  private final Path config;
  private final List<ChildProcess> children = new ArrayList<>();
  private final Set<String> markers = new HashSet<>();

  /**
   * @param connections the number of connections of each process; with 3 it builds one part at a
   *     time
   */
  Machines(int connections) throws IOException {
    this(connections, TestDatabase.database(), "");
  }

  /**
   * @param extraSetting of each carrier; may be empty
   */
  Machines(int connections, TestDatabase.Database database, String extraSetting)
      throws IOException {
    this.database = database;
    this.sql = JdbcClient.create(database.dataSource());
    folder =
        Files.createTempDirectory(
                Files.createDirectories(ForkFolder.of("machines").toAbsolutePath()), "m")
            .toAbsolutePath();
    carriers = new FakeCarriers();
    // An earlier test may have left its job-config in the directory that the hosts work in.
    Workspace.empty(database);
    config =
        Files.writeString(
            folder.resolve("cluster.yml"),
            carriers.config(2, extraSetting)
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

  /**
   * Lets the database end the sessions of suspended processes after a shorter time than usual; for
   * processes that are started later.
   */
  Machines withSilence(Duration timeout) {
    sql.sql(
            "do $$begin execute format('alter database %%I set order_import.silence = %%L', current_database(), '%ds'); end$$"
                .formatted(timeout.toSeconds()))
        .update();
    return this;
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

  /**
   * Starts a command on a machine in a namespace of the network.
   *
   * @param settings in addition to the address of the database there
   */
  ChildProcess startIn(
      NetworkNamespace network, String machine, Map<String, String> settings, Object... arguments) {
    List<String> command = new ArrayList<>(network.enter());
    command.addAll(ProgramJar.command());
    command.add("-Xmx300m");
    settings.forEach((name, value) -> command.add("-D" + name + "=" + value));
    command.add("-Dspring.datasource.url=" + network.reach(database.url()));
    command.add(Main.class.getName());
    return register(ChildProcess.start(command, dataDir(machine), config, arguments));
  }

  /** Starts a command on a machine with another program. */
  ChildProcess launch(String machine, List<String> program, Object... arguments) {
    return register(ChildProcess.start(program, dataDir(machine), config, arguments));
  }

  private ChildProcess register(ChildProcess child) {
    children.add(child);
    return child;
  }

  /** Starts a worker, which may not take part yet. */
  ChildProcess beginWorker(String machine, Map<String, String> settings) {
    return start(machine, settings, "worker");
  }

  /** Starts a worker, and waits until it takes part. */
  ChildProcess startWorker(String machine, Map<String, String> settings) {
    return awaitReady(beginWorker(machine, settings));
  }

  ChildProcess awaitReady(ChildProcess worker) {
    CrashTestEnvironment.await(() -> worker.output().contains("Ready") || !worker.isAlive());
    return worker;
  }

  /** The settings of a process that pauses at a point of {@link CrashPoints}. */
  Map<String, String> pausingAt(String point, String marker) {
    markers.add(marker);
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

  /** The orders of the last import with a status, as {@link OrderSheet#orders()} has them. */
  Set<String> ordersWithStatus(String status) {
    return sql.sql(
            "select carrier || ' ' || order_ref from orders where import_id = ? and status = ?")
        .params(importId(), status)
        .query(String.class)
        .set();
  }

  /** As if the carriers had accepted all orders on hold, which would take minutes. */
  void markHeldAsAccepted() {
    sql.sql(
            "update orders set status = 'ACCEPTED', carrier_order_id = 'placed-' || id, host = ?"
                + " where status = 'HELD'")
        .param(carriers.host())
        .update();
  }

  /** The number of orders in doubt of the last import, by the process that sent them. */
  Map<Long, Long> inDoubtByProcess() {
    Map<Long, Long> numbers = new HashMap<>();
    sql.sql(
            """
            select substring(a.worker from 'process (\\d+) on')::bigint as process, count(*) as number
            from orders o join attempt a on a.order_id = o.id and a.number = o.attempts
            where o.import_id = ? and o.status = 'IN_DOUBT' group by process""")
        .param(importId())
        .query(
            row -> {
              numbers.put(row.getLong("process"), row.getLong("number"));
            });
    return numbers;
  }

  /** Whether a process works on the last import now. */
  boolean worksOnImport(long process) {
    return sql.sql(
                "select count(*) from import where id = ? and state = 'RUNNING' and worker like ?")
            .params(importId(), "process " + process + " on %")
            .query(Long.class)
            .single()
        == 1;
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

  /**
   * What the last import has in the database, except for its orders in doubt: a late response, or
   * that a request was not sent, is recorded whenever it is known.
   */
  List<String> state() {
    return sql.sql(
            """
            select to_jsonb(i) #>> '{}' from import i where id = :id
            union all select to_jsonb(o) #>> '{}' from orders o
              where import_id = :id and status <> 'IN_DOUBT'
            union all select to_jsonb(p) #>> '{}' from problem p
              where import_id = :id and order_id is null
            union all select import_id || ' ' || sheet || ' ' || first_row || ' ' || row_count
              from row_block where import_id = :id
            order by 1""")
        .param("id", importId())
        .query(String.class)
        .list();
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
    // Processes that end in order can run the commands of the next test.
    markers.forEach(
        marker -> {
          try {
            release(marker);
          } catch (IOException e) {
            throw new UncheckedIOException(e);
          }
        });
    children.stream().filter(ChildProcess::isAlive).forEach(ChildProcess::stop);
    children.forEach(child -> child.awaitExit(STOP_TIMEOUT));
    children.forEach(ChildProcess::close);
    carriers.close();
  }
}
