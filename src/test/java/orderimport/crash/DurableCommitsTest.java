package orderimport.crash;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.time.Duration;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/**
 * A database whose administrator has switched synchronous commits off is killed with the program,
 * again and again.
 */
class DurableCommitsTest {
  @Test
  void no_order_is_sent_twice() throws Exception {
    kill(200, 2);
  }

  @Test
  @Tag("long")
  void none_of_thousands_of_orders_is_sent_twice() throws Exception {
    kill(6_000, 4);
  }

  private static void kill(int orders, int kills) throws Exception {
    try (Ground ground = new Ground(16, "rate-limit: {requests: 10000, per: 1s}")) {
      set(ground, "set synchronous_commit = off");
      try {
        kill(ground, new OrderSheet().orders(Ground.unique("Y"), orders), orders, kills);
      } finally {
        set(ground, "reset synchronous_commit");
      }
    }
  }

  private static void kill(Ground ground, OrderSheet sheet, int orders, int kills)
      throws Exception {
    Path file = ground.write(sheet);
    for (int kill = 1; kill <= kills; kill++) {
      int enough = orders * kill / (kills + 1);
      Child child = ground.start("import", file);
      Ground.await(
          () -> ground.counterpart().arrivals().size() >= enough || !child.isAlive(),
          Duration.ofMinutes(5));
      ServerProcesses.kill(Ground.DATA);
      child.kill();
      assertThat(child.ended()).as(child.output()).isEqualTo(137);
    }
    Child last = ground.start("import", file);
    assertThat(last.ended()).as(last.output()).isIn(0, 5);

    Books books = ground.books();
    Books.Audit audit = books.audit(books.newestImport(), sheet, ground.counterpart().counts());
    System.out.printf(
        "synchronous_commit off: %d orders, %d kills, %d sent twice, %d lost, %d in doubt%n",
        orders, kills, audit.placedTwice(), audit.lost(), audit.inDoubt());
    assertThat(ground.counterpart().counts())
        .allSatisfy((order, times) -> assertThat(times).isOne());
    assertThat(audit.placedTwice()).isZero();
    assertThat(audit.lost()).isZero();
  }

  private static void set(Ground ground, String what) {
    ground.books().sql().sql("alter database order_import " + what).update();
  }
}
