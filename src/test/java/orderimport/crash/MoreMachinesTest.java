package orderimport.crash;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.springframework.util.FileSystemUtils;
import tools.jackson.databind.JsonNode;

/** Several machines share a database and build each other's orders. */
class MoreMachinesTest {
  private static final String BUILD = "build.commit#1";

  @Test
  void three_machines_share_the_work_with_the_same_result() throws Exception {
    buildsAsOne(20_000);
  }

  @Test
  @Tag("long")
  void three_machines_share_600000_rows_with_the_same_result() throws Exception {
    buildsAsOne(343_000);
  }

  private static void buildsAsOne(int number) throws Exception {
    OrderSheet sheet = new OrderSheet().orders(CrashTestEnvironment.unique("M"), number);
    List<String> ofOne;
    try (Machines one = new Machines(12)) {
      ChildProcess alone = one.start("alone", "import", "--hold", one.write(sheet));
      assertThat(alone.waitForExit()).as(alone.output()).isZero();
      ofOne = one.orders();
    }
    assertThat(ofOne).hasSize(number);
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
    return new OrderSheet().orders(CrashTestEnvironment.unique("M"), 6_000);
  }

  @Test
  void another_machine_builds_the_part_of_a_killed_one() throws Exception {
    try (Machines machines = new Machines(3)) {
      OrderSheet sheet = sheet();
      ChildProcess worker = machines.startWorker("north", machines.pausingAt(BUILD, "north"));
      ChildProcess manager = machines.start("west", "import", "--hold", machines.write(sheet));
      machines.awaitPause("north");
      List<JsonNode> workers = machines.workers("west");
      assertThat(workers)
          .anyMatch(
              each ->
                  each.path("role").asString().equals("WORKER")
                      && each.path("parts").toString().contains(machines.importId() + " part"))
          .anyMatch(
              each -> each.path("imports").toString().equals("[" + machines.importId() + "]"));
      worker.kill();

      assertThat(manager.waitForExit()).as(manager.output()).isZero();
      assertHeld(machines, sheet);
      assertNothingIsLeft(machines);
    }
  }

  @Test
  @Tag("long")
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

  @Test
  void a_worker_replaces_a_killed_manager_while_it_reads() throws Exception {
    try (Machines machines = new Machines(4)) {
      OrderSheet sheet = sheet();
      machines.startWorker("north", Map.of());
      ChildProcess manager =
          machines.start(
              "west",
              machines.pausingAt("stage.commit#1", "west"),
              "import",
              "--hold",
              machines.write(sheet));
      machines.awaitPause("west");
      manager.kill();

      machines.awaitState("HELD");
      assertHeld(machines, sheet);
      assertNothingIsLeft(machines);
      assertThat(machines.count("import_file")).isZero();
    }
  }

  @Test
  @Tag("long")
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

  @Test
  @Tag("long")
  void machines_send_no_more_orders_at_once_than_concurrency_says() throws Exception {
    try (Machines machines = new Machines(4)) {
      AtomicInteger underWay = new AtomicInteger();
      AtomicInteger most = new AtomicInteger();
      machines
          .carriers()
          .onArrival(
              arrival -> {
                most.accumulateAndGet(underWay.incrementAndGet(), Math::max);
                Thread.sleep(20);
                underWay.decrementAndGet();
                return 0;
              });
      List<ChildProcess> imports = new ArrayList<>();
      for (String machine : List.of("north", "south")) {
        OrderSheet sheet = new OrderSheet();
        for (int i = 0; i < 40; i++) {
          sheet.order("granite", CrashTestEnvironment.unique(machine));
        }
        imports.add(machines.start(machine, "import", machines.write(sheet)));
      }
      for (ChildProcess each : imports) {
        assertThat(each.waitForExit()).as(each.output()).isZero();
      }
      assertThat(machines.carriers().counts()).hasSize(80);
      assertThat(most).hasValue(2);
    }
  }

  @Test
  void a_stopped_worker_leaves_its_part_to_others() throws Exception {
    try (Machines machines = new Machines(3)) {
      OrderSheet sheet = sheet();
      ChildProcess worker =
          machines.awaitReady(
              machines.startAlone("north", machines.pausingAt(BUILD, "north"), "worker"));
      ChildProcess manager = machines.start("west", "import", "--hold", machines.write(sheet));
      machines.awaitPause("north");
      worker.stop();
      long stopped = System.nanoTime();
      assertThat(worker.waitForExit()).as(worker.output()).isZero();
      assertThat(System.nanoTime() - stopped).isLessThan(10_000_000_000L);

      assertThat(manager.waitForExit()).as(manager.output()).isZero();
      assertHeld(machines, sheet);
      assertNothingIsLeft(machines);
    }
  }

  @Test
  @Tag("long")
  void a_stopped_manager_stops_the_parts_of_other_machines() throws Exception {
    try (Machines machines = new Machines(3)) {
      OrderSheet sheet = sheet();
      machines.startWorker("north", machines.pausingAt(BUILD, "north"));
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

      ChildProcess resumed = machines.start("west", "resume", machines.importId());
      assertThat(resumed.waitForExit()).as(resumed.output()).isZero();
      assertHeld(machines, sheet);
    }
  }

  @Test
  void machines_with_another_configuration_take_no_part() throws Exception {
    try (Machines machines = new Machines(3)) {
      OrderSheet sheet = sheet();
      Path other = machines.newFolder("other-config");
      FileSystemUtils.copyRecursively(Path.of("job-config"), other);
      Files.writeString(other.resolve("columns.yml"), "granite:\n  requester: [Asked by]\n");
      machines.startWorker("north", Map.of("order-import.job-config", other.toString()));
      ChildProcess manager = machines.start("west", "import", "--hold", machines.write(sheet));
      assertThat(manager.waitForExit()).as(manager.output()).isZero();

      assertHeld(machines, sheet);
      assertThat(machines.begunParts("north")).isZero();
      JsonNode worker = machines.workers("west").get(0);
      assertThat(worker.path("alive").asBoolean()).isTrue();
      assertThat(worker.path("takes_no_part").asString())
          .contains("takes no part", "columns.yml")
          .doesNotContain("granite");
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

  @Test
  @Tag("long")
  void another_machine_builds_the_part_of_a_suspended_one() throws Exception {
    try (Machines machines = new Machines(3)) {
      OrderSheet sheet = sheet();
      ChildProcess worker =
          machines.awaitReady(
              machines.startAlone("north", machines.pausingAt(BUILD, "north"), "worker"));
      ChildProcess manager = machines.start("west", "import", "--hold", machines.write(sheet));
      machines.awaitPause("north");
      worker.signal("STOP");

      assertThat(manager.waitForExit()).as(manager.output()).isZero();
      assertHeld(machines, sheet);
      List<String> orders = machines.orders();

      machines.release("north");
      worker.signal("CONT");
      CrashTestEnvironment.await(
          () -> machines.workers("west").stream().allMatch(each -> each.path("alive").asBoolean()));
      worker.stop();
      assertThat(worker.waitForExit()).as(worker.output()).isZero();
      assertThat(machines.orders()).isEqualTo(orders);
      assertNothingIsLeft(machines);
    }
  }
}
