package orderimport.crash;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import org.junit.jupiter.api.Test;

/** A database whose administrator has made commits fast is killed with the program. */
class DurableCommitsTest {
  private static final int ORDERS = 400;
  private static final int KILLS = 4;

  @Test
  void no_order_is_sent_twice_although_the_database_has_no_synchronous_commits() throws Exception {
    try (Ground ground = new Ground(16, "")) {
      set(ground, "set synchronous_commit = off");
      OrderSheet sheet = new OrderSheet().orders(Ground.unique("Y"), ORDERS);
      Path file = ground.write(sheet);
      for (int kill = 1; kill <= KILLS; kill++) {
        int enough = ORDERS * kill / (KILLS + 1);
        Child child = ground.start("import", file);
        Ground.await(() -> ground.counterpart().arrivals().size() >= enough || !child.isAlive());
        ServerProcesses.kill(Ground.DATA);
        child.kill();
        assertThat(child.ended()).as(child.output()).isEqualTo(137);
      }
      Child last = ground.start("import", file);
      assertThat(last.ended()).as(last.output()).isIn(0, 5);

      assertThat(ground.counterpart().counts())
          .allSatisfy((order, times) -> assertThat(times).isOne());
      Books books = ground.books();
      Books.Audit audit = books.audit(books.newestImport(), sheet, ground.counterpart().counts());
      assertThat(audit.placedTwice()).isZero();
      assertThat(audit.lost()).isZero();
      set(ground, "reset synchronous_commit");
    }
  }

  private static void set(Ground ground, String what) {
    ground.books().sql().sql("alter database order_import " + what).update();
  }
}
