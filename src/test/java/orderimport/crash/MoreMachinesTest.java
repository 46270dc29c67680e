package orderimport.crash;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.springframework.util.FileSystemUtils;
import tools.jackson.databind.JsonNode;

/** Several machines share a database and build each other's orders; see {@link WorkerKillsTest}. */
@Tag("long")
class MoreMachinesTest {
  private static final String BUILD = "build.commit#1";

  @Test
  void three_machines_share_the_work_and_a_different_one_has_none() throws Exception {
    OrderSheet sheet = sheet();
    List<String> ofOne = ordersOfOne(sheet);
    try (Machines machines = new Machines(3)) {
      Path other = machines.newFolder("other-config");
      FileSystemUtils.copyRecursively(Path.of("job-config"), other);
      Files.writeString(other.resolve("columns.yml"), "granite:\n  requester: [Asked by]\n");
      List<ChildProcess> workers = new ArrayList<>();
      workers.add(machines.beginWorker("north", machines.pausingAt(BUILD, "north")));
      workers.add(machines.beginWorker("south", machines.pausingAt(BUILD, "south")));
      workers.add(
          machines.beginWorker("east", Map.of("order-import.job-config", other.toString())));
      workers.forEach(machines::awaitReady);
      ChildProcess manager =
          machines.start(
              "west", machines.pausingAt(BUILD, "west"), "import", "--hold", machines.write(sheet));
      List.of("north", "south", "west").forEach(machines::awaitPause);

      List<JsonNode> all = machines.workers("west");
      assertThat(all).filteredOn(MoreMachinesTest::builds).hasSize(3);
      assertThat(all)
          .filteredOn(each -> !builds(each))
          .extracting(each -> each.path("takes_no_part").asString(""))
          .singleElement()
          .satisfies(why -> assertThat(why).contains("columns.yml").doesNotContain("granite"));
      ChildProcess show = machines.start("west", "show", machines.importId());
      assertThat(show.waitForExit()).isZero();
      assertThat(show.output()).contains(": builds the orders of import 1 (parts: 1)");

      for (String machine : List.of("north", "south", "west")) {
        machines.release(machine);
      }
      assertThat(manager.waitForExit()).as(manager.output()).isZero();
      assertThat(machines.orders()).isEqualTo(ofOne);
      assertThat(machines.begunParts("east")).isZero();
      assertNothingIsLeft(machines);
    }
  }

  private static boolean builds(JsonNode worker) {
    return worker.path("activities").toString().contains("\"BUILD\"");
  }

  @Test
  void three_machines_share_600000_rows_with_the_same_result() throws Exception {
    buildsAsOne(343_000);
  }

  /** The orders that a machine without any other builds. */
  private static List<String> ordersOfOne(OrderSheet sheet) throws Exception {
    try (Machines one = new Machines(12)) {
      ChildProcess alone = one.start("alone", "import", "--hold", one.write(sheet));
      assertThat(alone.waitForExit()).as(alone.output()).isZero();
      List<String> orders = one.orders();
      assertThat(orders).hasSameSizeAs(sheet.orders());
      return orders;
    }
  }

  private static void buildsAsOne(int number) throws Exception {
    OrderSheet sheet = new OrderSheet().orders(CrashTestEnvironment.unique("M"), number);
    List<String> ofOne = ordersOfOne(sheet);
    try (Machines machines = new Machines(3)) {
      machines.startWorker("north", Map.of());
      machines.startWorker("south", Map.of());
      ChildProcess manager = machines.start("west", "import", "--hold", machines.write(sheet));
      assertThat(manager.waitForExit()).as(manager.output()).isZero();

      assertThat(machines.orders()).isEqualTo(ofOne);
      for (String machine : List.of("north", "south", "west")) {
        assertThat(machines.begunParts(machine)).as(machine).isPositive();
      }
      assertNothingIsLeft(machines);
    }
  }

  private static void assertNothingIsLeft(Machines machines) {
    assertThat(machines.count("int_channel_message")).isZero();
    assertThat(machines.count("partition_delivery")).isZero();
    assertThat(
            machines
                .sql()
                .sql(
                    "select count(*) from batch_step_execution where status in ('STARTING', 'STARTED')")
                .query(Long.class)
                .single())
        .isZero();
  }

  private static void assertHeld(Machines machines, OrderSheet sheet) {
    assertThat(
            machines
                .sql()
                .sql("select order_ref from orders where import_id = ? and status = 'HELD'")
                .param(machines.importId())
                .query(String.class)
                .list())
        .doesNotHaveDuplicates()
        .hasSize(sheet.orders().size());
  }

  private static OrderSheet sheet() {
    return new OrderSheet().orders(CrashTestEnvironment.unique("M"), 4_000);
  }

  @Test
  void others_build_the_parts_of_a_killed_and_a_stopped_machine() throws Exception {
    try (Machines machines = new Machines(3)) {
      OrderSheet sheet = sheet();
      ChildProcess stopped =
          machines.startAlone("north", machines.pausingAt(BUILD, "north"), "worker");
      ChildProcess killed = machines.startWorker("south", machines.pausingAt(BUILD, "south"));
      machines.awaitReady(stopped);
      ChildProcess manager = machines.start("west", "import", "--hold", machines.write(sheet));
      machines.awaitPause("north");
      machines.awaitPause("south");
      stopped.stop();
      long since = System.nanoTime();
      killed.kill();
      assertThat(stopped.waitForExit()).as(stopped.output()).isZero();
      assertThat(System.nanoTime() - since).isLessThan(10_000_000_000L);

      assertThat(manager.waitForExit()).as(manager.output()).isZero();
      assertHeld(machines, sheet);
      assertNothingIsLeft(machines);
    }
  }

  @Test
  void resume_finishes_the_import_of_a_killed_manager() throws Exception {
    try (Machines machines = new Machines(3)) {
      OrderSheet sheet = sheet();
      machines.startWorker("north", Map.of());
      ChildProcess manager =
          machines.start(
              "west", machines.pausingAt(BUILD, "west"), "import", "--hold", machines.write(sheet));
      machines.awaitPause("west");
      manager.kill();
      assertThat(manager.waitForExit()).isEqualTo(137);

      ChildProcess resumed = machines.start("south", "resume", machines.importId());
      assertThat(resumed.waitForExit()).as(resumed.output()).isZero();
      assertHeld(machines, sheet);
      assertNothingIsLeft(machines);
    }
  }

  @ParameterizedTest
  @ValueSource(strings = {"lease.before#1", "stage.commit#1"})
  void a_worker_replaces_a_killed_manager_while_it_reads(String point) throws Exception {
    try (Machines machines = new Machines(4)) {
      OrderSheet sheet = sheet();
      machines.startWorker("north", Map.of());
      ChildProcess manager =
          machines.start(
              "west", machines.pausingAt(point, "west"), "import", "--hold", machines.write(sheet));
      machines.awaitPause("west");
      manager.kill();

      machines.awaitState("HELD");
      assertHeld(machines, sheet);
      assertNothingIsLeft(machines);
      assertThat(machines.count("import_file")).isZero();
    }
  }

  @Test
  void a_worker_replaces_a_killed_manager_while_it_builds() throws Exception {
    try (Machines machines = new Machines(4)) {
      OrderSheet sheet = sheet();
      machines.startWorker("north", Map.of());
      ChildProcess manager =
          machines.start(
              "west", machines.pausingAt(BUILD, "west"), "import", "--hold", machines.write(sheet));
      machines.awaitPause("west");
      manager.kill();

      machines.awaitState("HELD");
      assertHeld(machines, sheet);
      assertNothingIsLeft(machines);
    }
  }

  /** A part that another machine has begun ends after a chunk, or before the first. */
  @ParameterizedTest
  @CsvSource({"build.commit#1, 2", "part.done#1, 1"})
  void a_stopped_manager_stops_the_parts_of_other_machines(String point, int built)
      throws Exception {
    try (Machines machines = new Machines(3)) {
      OrderSheet sheet = sheet();
      machines.startWorker("north", machines.pausingAt(point, "north"));
      ChildProcess manager =
          machines.start(
              "west", machines.pausingAt(BUILD, "west"), "import", "--hold", machines.write(sheet));
      machines.awaitPause("north");
      machines.awaitPause("west");
      manager.stop();
      CrashTestEnvironment.await(
          () ->
              machines
                      .sql()
                      .sql("select count(*) from batch_job_execution where status = 'STOPPING'")
                      .query(Long.class)
                      .single()
                  == 1);
      machines.release("north");
      machines.release("west");
      assertThat(manager.waitForExit()).as(manager.output()).isEqualTo(1);
      assertThat(machines.count("int_channel_message")).isZero();
      assertThat(machines.count("orders")).isBetween(1L, sheet.orders().size() - 1L);
      assertThat(
              machines.count(
                  "batch_step_execution where step_name like 'build:%' and commit_count > 0"))
          .isEqualTo(built);

      ChildProcess resumed = machines.start("west", "resume", machines.importId());
      assertThat(resumed.waitForExit()).as(resumed.output()).isZero();
      assertHeld(machines, sheet);
    }
  }

  @Test
  void a_part_that_kills_three_processes_stops_its_import() throws Exception {
    try (Machines machines = new Machines(3)) {
      machines.startWorker("north", Map.of("crash.point", BUILD));
      ChildProcess manager =
          machines.start(
              "west",
              machines.pausingAt(BUILD, "west"),
              "import",
              "--hold",
              machines.write(sheet()));
      machines.awaitPause("west");
      CrashTestEnvironment.await(() -> machines.count("partition_delivery") == 2);
      // As if two other machines had died of the same part before.
      machines
          .sql()
          .sql(
              "update partition_delivery set hosts = array['n1', 'n2'] || hosts where member in"
                  + " (select id from cluster_member where role = 'WORKER')")
          .update();
      machines.release("west");

      assertThat(manager.waitForExit()).as(manager.output()).isEqualTo(1);
      assertThat(manager.output())
          .contains("Import 1 was stopped: 3 attempts", "n1, n2", "order-import resume 1");
      assertThat(machines.count("int_channel_message")).isZero();
    }
  }
}
