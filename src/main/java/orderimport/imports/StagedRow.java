package orderimport.imports;

import java.util.List;
import orderimport.spreadsheet.Cell;
import org.jspecify.annotations.Nullable;

/**
 * A row as it stands in the file.
 *
 * @param sheet the sheet's position from 0
 * @param number the row's number from 1
 * @param hidden left out on purpose
 * @param carrier the carrier's name; null if the row names none, or one that does not exist
 * @param orderRef null if the row has none that can be read
 * @param cells the filled ones, by column
 */
public record StagedRow(
    int sheet,
    int number,
    boolean hidden,
    @Nullable String carrier,
    @Nullable String orderRef,
    List<Cell> cells) {}
