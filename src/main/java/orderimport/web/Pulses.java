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
  private static final Optional<Wish> PLACING = Optional.of(Wish.PLACE);

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

  /**
   * Whether somebody on the page wants the work on an import, at whatever server, and can end it.
   */
  boolean isWanted(long importId) {
    return works.has(importId) || wishes.of(importId).isPresent();
  }

  Stage stage(Import imported) {
    Optional<Wish> wish = wishes.of(imported.id());
    if (works.waits(imported.id()) && imported.options().hold() && !wish.equals(PLACING)) {
      return Stage.WAITING;
    } else if (wish.isPresent() || works.has(imported.id())) {
      // Until the results are written too, whatever the state is.
      boolean begun = works.has(imported.id()) || imports.beingWorkedOn(imported.id());
      return !begun ? Stage.WAITING : wish.equals(PLACING) ? Stage.PLACING : atWork(imported);
    }
    return switch (imported.state()) {
      // Nothing was to be placed, and nobody said to: the file can still be read another way.
      case COMPLETED -> imported.options().hold() ? Stage.PREVIEW : Stage.DONE;
      case FAILED -> Stage.FAILED;
      case HELD -> Stage.PREVIEW;
      case STOPPED -> Stage.STOPPED;
      case RUNNING -> imports.beingWorkedOn(imported.id()) ? atWork(imported) : Stage.INTERRUPTED;
    };
  }

  private static Stage atWork(Import imported) {
    return imported.options().hold() ? Stage.READING : Stage.PLACING;
  }
}
