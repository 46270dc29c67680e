package orderimport.binding;

import java.time.ZoneOffset;
import java.util.List;
import orderimport.binding.value.CellReader;
import orderimport.binding.value.DateMangledCode;
import orderimport.binding.value.ParseResult;
import orderimport.binding.value.ParseResult.Issue;
import orderimport.binding.value.ParseResult.Parsed;
import orderimport.binding.value.ParseResult.Rejected;
import orderimport.heading.CellText;
import orderimport.heading.ValueSpec;
import orderimport.heading.ValueSpec.Type;
import orderimport.imports.ImportOptions;
import orderimport.imports.OrderKey;
import orderimport.problem.CellProblem;
import orderimport.spreadsheet.Cell;
import org.jspecify.annotations.Nullable;

/** Parses {@code order_ref} cells. */
final class OrderRefParser {
  /** The limit of a name, which is a database key and a reference at the carrier. */
  static final int LONGEST = 200;

  private static final ValueSpec FORM =
      new ValueSpec(Type.TEXT, String.class, false, List.of(), 0, false, false);
  private static final CellReader READER =
      new CellReader(ImportOptions.NONE, ZoneOffset.UTC, false);

  private OrderRefParser() {}

  /**
   * Parses a cell.
   *
   * @param textFile whether it comes from a text file, where a name may have become a date
   */
  static ParseResult read(Cell cell, boolean textFile) {
    if (textFile
        && !Cell.AS_TEXT.equals(cell.format())
        && DateMangledCode.looksLike(CellText.strip(cell.text()))) {
      return new Rejected(CellProblem.TURNED_INTO_DATE_CODE, CellText.strip(cell.text()));
    }
    ParseResult parseResult = READER.readAsSpelled(cell, FORM);
    if (!(parseResult instanceof Parsed parsed)) {
      return parseResult;
    } else if (((String) parsed.value()).length() > LONGEST) {
      return new Rejected(CellProblem.TOO_LONG_ORDER_REF, LONGEST);
    }
    return parsed.issues().stream().anyMatch(remark -> remark.kind() == CellProblem.SHOWS_MORE)
        ? new Rejected(CellProblem.SHOWS_MORE_ORDER_REF, cell.text())
        : parseResult;
  }

  /** The order's name; null if the cell has no valid name. */
  static @Nullable String name(Cell cell, boolean textFile) {
    return read(cell, textFile) instanceof Parsed parsed
            && !OrderKey.of((String) parsed.value()).isEmpty()
        ? (String) parsed.value()
        : null;
  }

  /** The warnings of a valid name. */
  static List<Issue> issues(Cell cell) {
    return read(cell, false) instanceof Parsed parsed ? parsed.issues() : List.of();
  }
}
