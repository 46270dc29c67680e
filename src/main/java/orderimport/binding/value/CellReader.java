package orderimport.binding.value;

import java.time.ZoneId;
import java.util.ArrayList;
import java.util.List;
import orderimport.binding.value.ParseResult.Issue;
import orderimport.binding.value.ParseResult.Parsed;
import orderimport.binding.value.ParseResult.Rejected;
import orderimport.heading.CellText;
import orderimport.heading.Suggestions;
import orderimport.heading.ValueSpec;
import orderimport.heading.ValueSpec.Type;
import orderimport.imports.ImportOptions;
import orderimport.problem.CellProblem;
import orderimport.spreadsheet.Cell;
import orderimport.spreadsheet.FormatCode;

/** Parses cells into the values of a request. Thread-safe. */
public final class CellReader {
  /** How far full-width characters are from the plain ones. */
  private static final int FULL_WIDTH = '\uFF01' - '!';

  private final NumberCells numbers;
  private final TimeCells times;
  private final boolean textFile;

  /**
   * @param zone the time zone of dates without a time
   * @param textFile whether the cells come from a text file, where codes may have been converted to
   *     dates or have lost their leading zeros
   */
  public CellReader(ImportOptions options, ZoneId zone, boolean textFile) {
    this.numbers = new NumberCells(options.decimal());
    this.times = new TimeCells(options.dateOrder(), zone);
    this.textFile = textFile;
  }

  /** Parses a cell as a value of this type. */
  public ParseResult read(Cell cell, ValueSpec form) {
    String visible = CellText.visible(cell.text());
    return readAsSpelled(
        visible.equals(cell.text())
            ? cell
            : new Cell(cell.column(), cell.kind(), visible, cell.format(), cell.strike()),
        form);
  }

  /** Parses a cell, with the invisible characters within its text. */
  public ParseResult readAsSpelled(Cell cell, ValueSpec form) {
    return switch (cell.strike()) {
      case NONE -> value(cell, form);
      case PART -> new Rejected(partlyStruck(cell));
      case WHOLE -> warned(value(cell, form), struck(cell));
    };
  }

  /** The error of a cell of which a part is struck through. */
  public static Issue partlyStruck(Cell cell) {
    return Issue.error(CellProblem.CELL_PARTLY_STRUCK_THROUGH, CellText.strip(cell.text()));
  }

  /** The warning about a cell that is struck through. */
  public static Issue struck(Cell cell) {
    return Issue.warning(CellProblem.CELL_STRUCK_THROUGH, CellText.strip(cell.text()));
  }

  private static ParseResult warned(ParseResult parseResult, Issue warning) {
    if (!(parseResult instanceof Parsed parsed)) {
      return parseResult;
    }
    List<Issue> remarks = new ArrayList<>(parsed.remarks());
    remarks.add(warning);
    return new Parsed(parsed.value(), List.copyOf(remarks));
  }

  private ParseResult value(Cell cell, ValueSpec form) {
    return switch (cell.kind()) {
      case TEXT ->
          form.list()
              ? list(cell.text(), form, exported(cell))
              : typed(shown(cell, form), form, exported(cell));
      case ERROR -> error(cell.text());
      case UNCALCULATED -> new Rejected(CellProblem.FORMULA_WITHOUT_VALUE);
      case FORMULA_ZERO ->
          mayBeZero(cell, form) ? other(cell, form) : new Rejected(CellProblem.FORMULA_GIVES_ZERO);
      default -> other(cell, form);
    };
  }

  private ParseResult other(Cell cell, ValueSpec form) {
    return form.list() ? listOf(stored(cell, form)) : stored(cell, form);
  }

  /** Whether 0 is a sensible value, so that a formula does not only give it for an empty cell. */
  private static boolean mayBeZero(Cell zero, ValueSpec form) {
    String format = zero.format();
    return switch (form.type()) {
      case TEXT -> form.allowed().contains(zero.text());
      case DATE, TIME -> false;
      case WHOLE_NUMBER, DECIMAL, DECIMAL_TEXT, YES_NO ->
          format == null || !FormatCode.of(format).isDate();
    };
  }

  /** The text; for a text field with the literals of the cell's format. */
  private static String shown(Cell cell, ValueSpec form) {
    String text = CellText.strip(cell.text());
    String format = cell.format();
    return format == null || form.type() != Type.TEXT
        ? text
        : CellText.strip(FormatCode.of(format).show(text));
  }

  private static Rejected error(String text) {
    Rejected known = NoValueWords.reject(text);
    return known != null ? known : new Rejected(CellProblem.ERROR_VALUE, text);
  }

  /** Whether a spreadsheet may have converted the text before it wrote the file. */
  private boolean exported(Cell cell) {
    return textFile && !Cell.AS_TEXT.equals(cell.format());
  }

  private ParseResult list(String text, ValueSpec form, boolean exported) {
    // The suggested value replaces the whole cell.
    Rejected damaged = DamagedText.check(text);
    if (damaged != null) {
      return damaged;
    }
    List<Object> values = new ArrayList<>();
    List<Issue> remarks = new ArrayList<>();
    for (String part : text.split("[,;\\n]")) {
      String stripped = CellText.strip(part);
      if (!stripped.isEmpty()) {
        ParseResult parseResult = typed(stripped, form, exported);
        if (parseResult instanceof Rejected rejected) {
          return rejected;
        } else if (parseResult instanceof Parsed parsed) {
          values.add(parsed.value());
          remarks.addAll(parsed.remarks());
        }
      }
    }
    return new Parsed(List.copyOf(values), List.copyOf(remarks));
  }

  private static ParseResult listOf(ParseResult parseResult) {
    return parseResult instanceof Parsed parsed
        ? new Parsed(List.of(parsed.value()), parsed.remarks())
        : parseResult;
  }

  private ParseResult typed(String written, ValueSpec form, boolean exported) {
    String text = form.type() != Type.TEXT || form.code() ? plainWidth(written) : written;
    Rejected noValue = NoValueWords.reject(text);
    if (noValue != null) {
      return noValue;
    }
    Rejected damaged = DamagedText.check(text);
    if (damaged != null) {
      return damaged;
    }
    String bare = TextPrefix.remove(text, form);
    if (bare.length() == text.length()) {
      return plain(text, form, exported);
    }
    return warned(
        plain(bare, form, false), Issue.warning(CellProblem.TEXT_MARK_REMOVED, text, bare));
  }

  /** The text with full-width letters and digits of East Asian keyboards as plain ones. */
  private static String plainWidth(String text) {
    for (int i = 0; i < text.length(); i++) {
      if (isFullWidth(text.charAt(i))) {
        StringBuilder plain = new StringBuilder(text.length());
        text.chars().forEach(c -> plain.append((char) (isFullWidth(c) ? c - FULL_WIDTH : c)));
        return plain.toString();
      }
    }
    return text;
  }

  private static boolean isFullWidth(int c) {
    return c >= '\uFF01' && c <= '\uFF5E';
  }

  private ParseResult plain(String text, ValueSpec form, boolean exported) {
    return switch (form.type()) {
      case TEXT -> constant(TextCells.typed(text, form, exported), form);
      case WHOLE_NUMBER, DECIMAL, DECIMAL_TEXT -> numbers.typed(text, form);
      case YES_NO -> YesNoCells.read(text);
      case DATE, TIME -> times.typed(text, form);
    };
  }

  private ParseResult stored(Cell cell, ValueSpec form) {
    return switch (form.type()) {
      case TEXT -> constant(TextCells.stored(cell, form), form);
      case WHOLE_NUMBER, DECIMAL, DECIMAL_TEXT -> numbers.stored(cell, form);
      case YES_NO -> YesNoCells.read(cell.text());
      case DATE, TIME -> times.stored(cell, form);
    };
  }

  /** The constant of an enum that the text names; other types keep the text. */
  private static ParseResult constant(ParseResult parseResult, ValueSpec form) {
    if (!form.javaType().isEnum() || !(parseResult instanceof Parsed parsed)) {
      return parseResult;
    }
    String text = (String) parsed.value();
    return form.allowed().contains(text)
        ? new Parsed(form.constant(text), parsed.remarks())
        : new Rejected(
            Issue.error(CellProblem.NOT_ALLOWED, String.join(", ", form.allowed()))
                .withLead(Suggestions.sentence(Suggestions.near(text, form.allowed()))));
  }
}
