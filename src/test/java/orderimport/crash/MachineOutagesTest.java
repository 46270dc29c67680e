package orderimport.crash;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.jar.Attributes;
import java.util.jar.JarEntry;
import java.util.jar.JarFile;
import java.util.jar.JarOutputStream;
import java.util.jar.Manifest;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import orderimport.cli.Main;
import orderimport.cli.ProgramJar;
import orderimport.database.DataFolder;
import orderimport.database.EmbeddedPostgres;
import orderimport.database.TestDatabase;
import orderimport.web.HttpUser;
import orderimport.web.Users;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.springframework.dao.DataAccessException;
import org.springframework.jdbc.datasource.DriverManagerDataSource;
import tools.jackson.databind.JsonNode;

/** What happens to machines that share a database when something between them fails. */
@Tag("long")
class MachineOutagesTest {
  private static final String BUILD = "build.commit#1";

  /** Several times as long as the pause between two signs of life. */
  private static final Duration SILENCE = Duration.ofSeconds(15);

  private static final Duration LONGEST_TAKEOVER = Duration.ofMinutes(2);

  @TempDir
  @SuppressWarnings("NullAway.Init")
  Path folder;

  private static OrderSheet sheet() {
    return new OrderSheet().orders(CrashTestEnvironment.unique("O"), 4_000);
  }

  private static OrderSheet granite(int number) {
    OrderSheet sheet = new OrderSheet();
    for (int i = 0; i < number; i++) {
      sheet.order("granite", CrashTestEnvironment.unique("G"));
    }
    return sheet;
  }

  @ParameterizedTest
  @ValueSource(
      strings = {"stage.commit#1", "build.commit#1", "intent.commit#3", "recheck.before#6"})
  void a_suspended_manager_is_replaced_and_writes_nothing_afterwards(String point)
      throws Exception {
    try (Machines machines = new Machines(4).withSilence(SILENCE)) {
      machines.startWorker("north", Map.of());
      boolean places = !point.matches("(stage|build).*");
      OrderSheet sheet = places ? granite(40) : sheet();
      List<Object> command = new ArrayList<>(List.of("import"));
      if (!places) {
        command.add("--hold");
      }
      command.add(machines.write(sheet));
      ChildProcess manager =
          machines.startAlone("west", machines.pausingAt(point, "west"), command.toArray());
      machines.awaitPause("west");
      if (places) {
        // A request that another thread is about to send would arrive after the suspension; before
        // its commit, an intent keeps the others waiting.
        CrashTestEnvironment.await(
            () -> {
              Map<String, Long> orders = machines.ordersByStatus();
              return orders.getOrDefault("SENDING", 0L) == 1
                  && (point.startsWith("intent") || orders.getOrDefault("HELD", 0L) == 0);
            });
      }
      manager.signal("STOP");

      CrashTestEnvironment.await(
          () -> machines.isIdle(places ? "COMPLETED" : "HELD"), LONGEST_TAKEOVER);
      List<String> state = machines.state();
      Map<String, Integer> arrived = machines.carriers().counts();
      machines.release("west");
      manager.signal("CONT");
      assertThat(manager.waitForExit()).as(manager.output()).isEqualTo(1);
      assertThat(manager.output()).contains("was taken over by process ");

      assertThat(machines.state()).containsAll(state);
      assertThat(machines.carriers().counts()).isEqualTo(arrived);
      assertThat(arrived.values()).allMatch(count -> count == 1);
      assertThat(machines.ordersByStatus().values().stream().mapToLong(Long::longValue).sum())
          .isEqualTo(sheet.orders().size());
      assertThat(machines.ordersByStatus().getOrDefault("IN_DOUBT", 0L)).isLessThanOrEqualTo(1);
      assertThat(machines.count("int_channel_message")).isZero();
    }
  }

  @Test
  void another_machine_builds_the_part_of_a_suspended_one() throws Exception {
    try (Machines machines = new Machines(3).withSilence(SILENCE)) {
      ChildProcess worker =
          machines.awaitReady(
              machines.startAlone("north", machines.pausingAt(BUILD, "north"), "worker"));
      ChildProcess manager = machines.start("west", "import", "--hold", machines.write(sheet()));
      machines.awaitPause("north");
      worker.signal("STOP");

      assertThat(manager.waitForExit()).as(manager.output()).isZero();
      List<String> state = machines.state();
      machines.release("north");
      worker.signal("CONT");
      CrashTestEnvironment.await(
          () -> machines.workers("west").stream().allMatch(each -> each.path("alive").asBoolean()));
      worker.stop();
      assertThat(worker.waitForExit()).as(worker.output()).isZero();
      assertThat(machines.state()).isEqualTo(state);
      assertThat(machines.count("int_channel_message")).isZero();
    }
  }

  /** A server that is not that of other tests, and is started again when it ends. */
  private TestDatabase.Database ownServer(EmbeddedPostgres postgres) {
    return new TestDatabase.Database(
        postgres.jdbcUrl(),
        postgres.username(),
        postgres.password(),
        new DriverManagerDataSource(postgres.jdbcUrl(), postgres.username(), postgres.password()));
  }

  @Test
  void an_import_finishes_although_the_database_is_restarted() throws Exception {
    Path data = DataFolder.in(folder).path();
    try (EmbeddedPostgres postgres = EmbeddedPostgres.open(data);
        Machines machines = new Machines(6, ownServer(postgres), "")) {
      AtomicBoolean restarted = new AtomicBoolean();
      machines
          .carriers()
          .onArrival(
              arrival -> {
                if (machines.carriers().arrivals().size() == 20 && !restarted.getAndSet(true)) {
                  ServerProcesses.kill(data);
                }
                Thread.sleep(50);
                return 0;
              });
      machines.startWorker("north", machines.pausingAt(BUILD, "north"));
      OrderSheet sheet =
          new OrderSheet()
              .orders(CrashTestEnvironment.unique("D"), 80)
              .invalidOrders(CrashTestEnvironment.unique("I"), 6_000);
      ChildProcess manager = machines.start("west", "import", machines.write(sheet));
      machines.awaitPause("north");
      ServerProcesses.kill(data);
      machines.release("north");

      assertThat(manager.waitForExit()).as(manager.output()).isIn(4, 5);
      assertThat(manager.output()).contains("The database is available again; import 1 is resumed");
      assertThat(restarted).isTrue();
      assertThat(machines.isIdle("COMPLETED")).isTrue();
      assertThat(machines.carriers().counts().values()).allMatch(count -> count == 1);
      assertThat(machines.ordersByStatus())
          .containsEntry("INVALID", 6_000L)
          .doesNotContainKeys("HELD", "SENDING");
      assertThat(machines.count("int_channel_message")).isZero();
    }
  }

  @ParameterizedTest
  @ValueSource(strings = {"worker", "import"})
  void a_machine_behind_a_cut_cable_is_replaced_and_fenced(String role) throws Exception {
    Path data = DataFolder.in(folder).path();
    try (NetworkNamespace network = new NetworkNamespace();
        EmbeddedPostgres postgres = EmbeddedPostgres.open(data);
        Machines machines = new Machines(4, ownServer(postgres), "")) {
      listen(data, machines);
      machines.withSilence(SILENCE);
      boolean isWorker = role.equals("worker");
      Path file = machines.write(sheet());
      ChildProcess there =
          isWorker
              ? machines.awaitReady(
                  machines.startIn(network, "there", machines.pausingAt(BUILD, "there"), "worker"))
              : machines.startIn(
                  network, "there", machines.pausingAt(BUILD, "there"), "import", "--hold", file);
      if (isWorker) {
        machines.start("here", "import", "--hold", file);
      } else {
        machines.startWorker("here", Map.of());
      }
      machines.awaitPause("there");
      network.cut();

      CrashTestEnvironment.await(() -> machines.isIdle("HELD"), LONGEST_TAKEOVER);
      List<String> state = machines.state();
      machines.release("there");
      network.reconnect();
      if (isWorker) {
        there.stop();
      }
      assertThat(there.waitForExit()).as(there.output()).isEqualTo(isWorker ? 0 : 1);
      assertThat(machines.state()).isEqualTo(state);
      assertThat(machines.ordersByStatus()).containsOnly(Map.entry("HELD", 4_000L));
      assertThat(machines.count("int_channel_message")).isZero();
    }
  }

  /** Lets the server listen to the namespace. It writes its settings again when it starts. */
  private static void listen(Path data, Machines machines) throws IOException {
    machines
        .sql()
        .sql("alter system set listen_addresses = '127.0.0.1, %s'".formatted(NetworkNamespace.HERE))
        .update();
    ServerProcesses.kill(data);
    CrashTestEnvironment.await(
        () -> {
          try {
            return machines
                .sql()
                .sql("show listen_addresses")
                .query(String.class)
                .single()
                .contains(NetworkNamespace.HERE);
          } catch (DataAccessException e) {
            return false;
          }
        });
    Files.writeString(
        data.resolve("postgres/cluster/pg_hba.conf"),
        "host all all 10.231.17.0/30 scram-sha-256\n",
        StandardOpenOption.APPEND);
    machines.sql().sql("select pg_reload_conf()").query(Boolean.class).single();
  }

  @Test
  void a_machine_with_another_version_takes_no_part() throws Exception {
    try (Machines machines = new Machines(3)) {
      List<String> command = new ArrayList<>(List.of(ProgramJar.command().get(0)));
      command.addAll(List.of("-Xmx300m", "-cp", olderProgram() + ":" + ProgramJar.classPath()));
      command.add(Main.class.getName());
      machines.awaitReady(machines.launch("north", command, "worker"));
      ChildProcess manager = machines.start("west", "import", "--hold", machines.write(sheet()));
      assertThat(manager.waitForExit()).as(manager.output()).isZero();

      assertThat(machines.begunParts("north")).isZero();
      JsonNode worker = machines.workers("west").get(0);
      assertThat(worker.path("version").asString()).isEqualTo("0.9.0");
      assertThat(worker.path("takes_no_part").asString()).contains("whose version is");
    }
  }

  /** The program with the version 0.9.0 in its manifest. */
  private Path olderProgram() throws IOException {
    Manifest manifest = new Manifest();
    manifest.getMainAttributes().put(Attributes.Name.MANIFEST_VERSION, "1.0");
    manifest.getMainAttributes().put(Attributes.Name.IMPLEMENTATION_VERSION, "0.9.0");
    Path older = folder.resolve("older.jar");
    String program = ProgramJar.classPath().replaceFirst(":.*", "");
    try (JarFile jar = new JarFile(program);
        JarOutputStream out = new JarOutputStream(Files.newOutputStream(older), manifest)) {
      for (JarEntry entry : jar.stream().toList()) {
        out.putNextEntry(new JarEntry(entry.getName()));
        out.write(jar.getInputStream(entry).readAllBytes());
        out.closeEntry();
      }
    }
    return older;
  }

  @Test
  void three_machines_keep_concurrency_and_rate_limit_together() throws Exception {
    Duration window = Duration.ofSeconds(2);
    try (Machines machines =
        new Machines(4, TestDatabase.database(), "rate-limit: {requests: 12, per: 2s}")) {
      AtomicInteger underWay = new AtomicInteger();
      AtomicInteger most = new AtomicInteger();
      machines
          .carriers()
          .onArrival(
              arrival -> {
                most.accumulateAndGet(underWay.incrementAndGet(), Math::max);
                Thread.sleep(100);
                underWay.decrementAndGet();
                return 0;
              });
      List<ChildProcess> imports = new ArrayList<>();
      for (String machine : List.of("north", "south", "west")) {
        imports.add(machines.start(machine, "import", machines.write(granite(40))));
      }
      for (ChildProcess each : imports) {
        assertThat(each.waitForExit()).as(each.output()).isZero();
      }
      assertThat(machines.carriers().counts()).hasSize(120);
      assertThat(machines.carriers().counts().values()).allMatch(count -> count == 1);
      assertThat(most).hasValue(2);
      assertThat(machines.carriers().mostWithin(window)).isBetween(3, 12);
      assertThat(
              machines
                  .sql()
                  .sql("select count(distinct worker) from attempt")
                  .query(Long.class)
                  .single())
          .isEqualTo(3);
    }
  }

  @Test
  void twenty_imports_keep_three_machines_busy_and_are_placed_once() throws Exception {
    try (Machines machines = new Machines(6)) {
      machines
          .carriers()
          .onArrival(
              arrival -> {
                Thread.sleep(200);
                return 0;
              });
      Map<String, String> settings = new HashMap<>(Users.settings());
      Users.add(settings, "anna", "upload,place");
      ChildProcess page = machines.start("west", settings, "serve", "--port", 0);
      machines.startWorker("north", Map.of());
      machines.startWorker("south", Map.of());
      HttpUser anna = new HttpUser(address(page)).logIn("anna", "anna-secret");
      List<Long> ids = new ArrayList<>();
      for (int i = 0; i < 20; i++) {
        OrderSheet sheet = new OrderSheet().orders(CrashTestEnvironment.unique("T"), 20);
        ids.add(anna.importNew("sites" + i + ".csv", Files.readAllBytes(machines.write(sheet))));
      }
      for (long id : ids) {
        String form = anna.get("/imports/" + id + "/place").body();
        anna.post(
            "/imports/" + id + "/place",
            Map.of("version", field(form, "version"), "held", field(form, "held"), "sure", "true"));
      }
      for (long id : ids) {
        assertThat(anna.awaitIdle(id)).contains("20 of 20 orders placed");
      }
      assertThat(machines.carriers().counts().values()).hasSize(400).allMatch(count -> count == 1);
      assertThat(
              machines
                  .sql()
                  .sql("select count(distinct worker) from attempt")
                  .query(Long.class)
                  .single())
          .isEqualTo(3);
    }
  }

  private static URI address(ChildProcess page) {
    Pattern address = Pattern.compile("The page is at (\\S+)");
    CrashTestEnvironment.await(() -> address.matcher(page.output()).find());
    Matcher found = address.matcher(page.output());
    assertThat(found.find()).isTrue();
    return URI.create(found.group(1));
  }

  private static String field(String page, String name) {
    Matcher field = Pattern.compile("name=\"%s\" value=\"(\\d+)\"".formatted(name)).matcher(page);
    assertThat(field.find()).as(name).isTrue();
    return field.group(1);
  }
}
