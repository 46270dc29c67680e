package orderimport.job;

import org.jspecify.annotations.Nullable;
import org.springframework.batch.infrastructure.item.ItemStreamReader;

/** Reads staged rows by order. */
sealed interface RowGroupReader extends ItemStreamReader<RowGroup>
    permits BlockGroupReader, ScatteredOrderReader {

  /** The next order or row without an order; null after the last. */
  @Override
  @Nullable RowGroup read();
}
