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
  public ParseResult read(Cell cell, ValueSpec spec) {
    String visible = CellText.visible(cell.text());
    return readAsSpelled(
        visible.equals(cell.text())
            ? cell
            : new Cell(cell.column(), cell.kind(), visible, cell.format(), cell.strike()),
        spec);
  }

  /** Parses a cell, with the invisible characters within its text. */
  public ParseResult readAsSpelled(Cell cell, ValueSpec spec) {
    return switch (cell.strike()) {
      case NONE -> value(cell, spec);
      case PART -> new Rejected(partlyStruck(cell));
      case WHOLE -> warned(value(cell, spec), struck(cell));
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
    List<Issue> issues = new ArrayList<>(parsed.issues());
    issues.add(warning);
    return new Parsed(parsed.value(), List.copyOf(issues));
  }

  private ParseResult value(Cell cell, ValueSpec spec) {
    return switch (cell.kind()) {
      case TEXT ->
          spec.list()
              ? list(cell.text(), spec, exported(cell))
              : typed(shown(cell, spec), spec, exported(cell));
      case ERROR -> error(cell.text());
      case UNCALCULATED -> new Rejected(CellProblem.FORMULA_WITHOUT_VALUE);
      case FORMULA_ZERO ->
          mayBeZero(cell, spec) ? other(cell, spec) : new Rejected(CellProblem.FORMULA_GIVES_ZERO);
      default -> other(cell, spec);
    };
  }

  private ParseResult other(Cell cell, ValueSpec spec) {
    return spec.list() ? listOf(stored(cell, spec)) : stored(cell, spec);
  }

  /** Whether 0 is a sensible value, so that a formula does not only give it for an empty cell. */
  private static boolean mayBeZero(Cell zero, ValueSpec spec) {
    String format = zero.format();
    return switch (spec.type()) {
      case TEXT -> spec.allowed().contains(zero.text());
      case DATE, TIME -> false;
      case WHOLE_NUMBER, DECIMAL, DECIMAL_TEXT, YES_NO ->
          format == null || !FormatCode.of(format).isDate();
    };
  }

  /** The text; for a text field with the literals of the cell's format. */
  private static String shown(Cell cell, ValueSpec spec) {
    String text = CellText.strip(cell.text());
    String format = cell.format();
    return format == null || spec.type() != Type.TEXT
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

  private ParseResult list(String text, ValueSpec spec, boolean exported) {
    // The suggested value replaces the whole cell.
    Rejected damaged = DamagedText.check(text);
    if (damaged != null) {
      return damaged;
    }
    List<Object> values = new ArrayList<>();
    List<Issue> issues = new ArrayList<>();
    for (String part : text.split("[,;\\n]")) {
      String stripped = CellText.strip(part);
      if (!stripped.isEmpty()) {
        ParseResult parseResult = typed(stripped, spec, exported);
        if (parseResult instanceof Rejected rejected) {
          return rejected;
        } else if (parseResult instanceof Parsed parsed) {
          values.add(parsed.value());
          issues.addAll(parsed.issues());
        }
      }
    }
    return new Parsed(List.copyOf(values), List.copyOf(issues));
  }

  private static ParseResult listOf(ParseResult parseResult) {
    return parseResult instanceof Parsed parsed
        ? new Parsed(List.of(parsed.value()), parsed.issues())
        : parseResult;
  }

  private ParseResult typed(String written, ValueSpec spec, boolean exported) {
    String text = spec.type() != Type.TEXT || spec.code() ? plainWidth(written) : written;
    Rejected noValue = NoValueWords.reject(text);
    if (noValue != null) {
      return noValue;
    }
    Rejected damaged = DamagedText.check(text);
    if (damaged != null) {
      return damaged;
    }
    String bare = TextPrefix.remove(text, spec);
    if (bare.length() == text.length()) {
      return plain(text, spec, exported);
    }
    return warned(
        plain(bare, spec, false), Issue.warning(CellProblem.TEXT_MARK_REMOVED, text, bare));
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

  private ParseResult plain(String text, ValueSpec spec, boolean exported) {
    return switch (spec.type()) {
      case TEXT -> constant(TextCells.typed(text, spec, exported), spec);
      case WHOLE_NUMBER, DECIMAL, DECIMAL_TEXT -> numbers.typed(text, spec);
      case YES_NO -> YesNoCells.read(text);
      case DATE, TIME -> times.typed(text, spec);
    };
  }

  private ParseResult stored(Cell cell, ValueSpec spec) {
    return switch (spec.type()) {
      case TEXT -> constant(TextCells.stored(cell, spec), spec);
      case WHOLE_NUMBER, DECIMAL, DECIMAL_TEXT -> numbers.stored(cell, spec);
      case YES_NO -> YesNoCells.read(cell.text());
      case DATE, TIME -> times.stored(cell, spec);
    };
  }

  /** The constant of an enum that the text names; other types keep the text. */
  private static ParseResult constant(ParseResult parseResult, ValueSpec spec) {
    if (!spec.javaType().isEnum() || !(parseResult instanceof Parsed parsed)) {
      return parseResult;
    }
    String text = (String) parsed.value();
    return spec.allowed().contains(text)
        ? new Parsed(spec.constant(text), parsed.issues())
        : new Rejected(
            Issue.error(CellProblem.NOT_ALLOWED, String.join(", ", spec.allowed()))
                .withLead(Suggestions.sentence(Suggestions.near(text, spec.allowed()))));
  }
}
