package orderimport.column;

import java.time.ZoneId;
import java.util.ArrayList;
import java.util.List;
import orderimport.column.Reading.Finding;
import orderimport.column.Reading.Read;
import orderimport.column.Reading.Refused;
import orderimport.column.ValueForm.Type;
import orderimport.imports.ImportOptions;
import orderimport.imports.Problem.Severity;
import orderimport.spreadsheet.Cell;
import orderimport.spreadsheet.FormatCode;

/** Reads cells as the values that a request wants. Thread-safe. */
final class CellReader {
  private final NumberCells numbers;
  private final TimeCells times;
  private final boolean textFile;

  /**
   * @param zone of dates without a time
   * @param textFile whether the cells come from a text file, where codes may have become dates that
   *     are text now, or have lost their zeros in front
   */
  CellReader(ImportOptions options, ZoneId zone, boolean textFile) {
    this.numbers = new NumberCells(options.decimal());
    this.times = new TimeCells(options.dateOrder(), zone);
    this.textFile = textFile;
  }

  /** Reads a cell as a value of that form. */
  Reading read(Cell cell, ValueForm form) {
    return switch (cell.kind()) {
      case TEXT -> form.list() ? list(cell.text(), form) : typed(shown(cell, form), form);
      case ERROR -> error(cell.text());
      case UNCALCULATED ->
          new Refused(
              "formula_without_value",
              "has a formula whose result is not in the file",
              "Open the file in a spreadsheet program, let it calculate and save it; or type the"
                  + " value itself.");
      default -> form.list() ? listOf(stored(cell, form)) : stored(cell, form);
    };
  }

  /** The text, with what its format adds to it where a text is wanted. */
  private static String shown(Cell cell, ValueForm form) {
    String text = CellText.strip(cell.text());
    String format = cell.format();
    return format == null || form.type() != Type.TEXT
        ? text
        : CellText.strip(FormatCode.of(format).show(text));
  }

  private static Refused error(String text) {
    Refused known = NoValueWords.refuse(text);
    return known != null
        ? known
        : new Refused(
            "error_value",
            "shows the error %s".formatted(text),
            "Fix the formula, or type the value itself.");
  }

  private Reading list(String text, ValueForm form) {
    List<Object> values = new ArrayList<>();
    List<Finding> remarks = new ArrayList<>();
    for (String part : text.split("[,;\\n]")) {
      String stripped = CellText.strip(part);
      if (!stripped.isEmpty()) {
        Reading reading = typed(stripped, form);
        if (reading instanceof Refused refused) {
          return refused;
        } else if (reading instanceof Read read) {
          values.add(read.value());
          remarks.addAll(read.remarks());
        }
      }
    }
    return new Read(List.copyOf(values), List.copyOf(remarks));
  }

  private static Reading listOf(Reading reading) {
    return reading instanceof Read read ? new Read(List.of(read.value()), read.remarks()) : reading;
  }

  private Reading typed(String text, ValueForm form) {
    Refused noValue = NoValueWords.refuse(text);
    if (noValue != null) {
      return noValue;
    }
    Refused damaged = DamagedText.check(text);
    if (damaged != null) {
      return damaged;
    }
    String bare = TextMark.remove(text, form);
    if (bare.length() == text.length()) {
      return plain(text, form, textFile);
    }
    if (!(plain(bare, form, false) instanceof Read read)) {
      return plain(bare, form, false);
    }
    List<Finding> remarks = new ArrayList<>(read.remarks());
    remarks.add(
        new Finding(
            "text_mark_removed",
            Severity.WARNING,
            "has %s, the sign for a text in spreadsheets; it is sent as %s".formatted(text, bare),
            "Nothing needs to be done if that is right."));
    return new Read(read.value(), List.copyOf(remarks));
  }

  private Reading plain(String text, ValueForm form, boolean exported) {
    return switch (form.type()) {
      case TEXT -> TextCells.typed(text, form, exported);
      case WHOLE_NUMBER, DECIMAL, DECIMAL_TEXT -> numbers.typed(text, form);
      case YES_NO -> YesNoCells.read(text);
      case TIME -> times.typed(text);
    };
  }

  private Reading stored(Cell cell, ValueForm form) {
    return switch (form.type()) {
      case TEXT -> TextCells.stored(cell, form);
      case WHOLE_NUMBER, DECIMAL, DECIMAL_TEXT -> numbers.stored(cell, form);
      case YES_NO -> YesNoCells.read(cell.text());
      case TIME -> times.stored(cell);
    };
  }
}
