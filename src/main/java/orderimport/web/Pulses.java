package orderimport.web;

import java.util.Optional;
import orderimport.imports.Import;
import orderimport.imports.Imports;
import orderimport.imports.StagedRows;
import orderimport.imports.Wishes;
import orderimport.imports.Wishes.Wish;
import orderimport.order.Orders;
import org.springframework.stereotype.Component;

/** Tells how far imports are, whoever works on them. */
@Component
class Pulses {
  private final Imports imports;
  private final StagedRows rows;
  private final Orders orders;
  private final Wishes wishes;
  private final Works works;

  Pulses(Imports imports, StagedRows rows, Orders orders, Wishes wishes, Works works) {
    this.imports = imports;
    this.rows = rows;
    this.orders = orders;
    this.wishes = wishes;
    this.works = works;
  }

  /** Empty if there is no such import. */
  Optional<Pulse> of(long importId) {
    return imports
        .find(importId)
        .filter(imported -> imported.kind() == Import.Kind.IMPORT)
        .map(imported -> new Pulse(stage(imported), rows.count(importId), orders.count(importId)));
  }

  Stage stage(Import imported) {
    Optional<Wish> wish = wishes.of(imported.id());
    return switch (imported.state()) {
      case COMPLETED -> Stage.DONE;
      case FAILED -> Stage.FAILED;
      case HELD -> wish.isPresent() ? Stage.PLACING : Stage.PREVIEW;
      case STOPPED -> wish.isPresent() ? atWork(imported) : Stage.STOPPED;
      case RUNNING -> {
        if (works.waits(imported.id()) && imported.options().hold()) {
          yield Stage.WAITING;
        }
        boolean worked =
            works.has(imported.id()) || wish.isPresent() || imports.beingWorkedOn(imported.id());
        yield worked ? atWork(imported) : Stage.INTERRUPTED;
      }
    };
  }

  private static Stage atWork(Import imported) {
    return imported.options().hold() ? Stage.READING : Stage.PLACING;
  }
}
