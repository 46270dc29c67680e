package orderimport.heading;

import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.Arrays;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import orderimport.imports.SheetMapping;
import orderimport.imports.StagedRows.StagedSheet;
import orderimport.spreadsheet.Cell;
import orderimport.spreadsheet.Row;
import orderimport.spreadsheet.Sheet;

/**
 * Identifies the headings of a sheet: equal for the same headings in the same columns, in any
 * spelling that counts as the same. How a user matched columns applies to sheets with the same
 * signature only.
 */
public final class HeaderSignature {
  private static final int BYTES = 16;

  private HeaderSignature() {}

  /** The signature of the cells of a header row. */
  public static String of(List<Cell> cells) {
    StringBuilder text = new StringBuilder();
    for (Cell cell : cells) {
      String heading = HeadingText.normalize(CellText.strip(cell.text()));
      if (!heading.isEmpty()) {
        text.append(cell.column()).append(':').append(heading).append('\n');
      }
    }
    try {
      byte[] hash =
          MessageDigest.getInstance("SHA-256")
              .digest(text.toString().getBytes(StandardCharsets.UTF_8));
      return HexFormat.of().formatHex(Arrays.copyOf(hash, BYTES));
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException(e);
    }
  }

  /**
   * A sheet with its header row.
   *
   * @param samples of the columns, as {@link ColumnSamples} collects them
   */
  public static StagedSheet staged(Sheet sheet, Row header, Map<Integer, List<String>> samples) {
    return new StagedSheet(
        sheet.position(),
        sheet.name(),
        header.number(),
        header.cells(),
        of(header.cells()),
        samples);
  }

  /** The mapping for a header row. */
  static SheetMapping mapping(List<Cell> cells, Map<String, SheetMapping> mappings) {
    return mappings.isEmpty()
        ? SheetMapping.NONE
        : mappings.getOrDefault(of(cells), SheetMapping.NONE);
  }
}
