package orderimport.imports;

import java.util.List;
import orderimport.spreadsheet.Cell;
import tools.jackson.core.type.TypeReference;
import tools.jackson.databind.json.JsonMapper;

/**
 * Encodes a row's cells as one text: JSON, in which each control character is escaped, as a column
 * of texts cannot have all of them.
 */
public final class CellCodec {
  private static final JsonMapper JSON = JsonMapper.shared();
  private static final TypeReference<List<Cell>> CELLS = new TypeReference<>() {};

  private CellCodec() {}

  /** Encodes cells. */
  public static String write(List<Cell> cells) {
    return JSON.writeValueAsString(cells);
  }

  /** Decodes a text that {@link #write} returned. */
  public static List<Cell> read(String text) {
    return JSON.readValue(text, CELLS);
  }
}
