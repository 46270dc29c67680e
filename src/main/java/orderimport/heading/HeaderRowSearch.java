package orderimport.heading;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.stream.Stream;
import orderimport.imports.FileRejectedException;
import orderimport.imports.ImportOptions;
import orderimport.imports.SheetMapping;
import orderimport.imports.StagedRows.StagedSheet;
import orderimport.problem.FileProblem;
import orderimport.problem.Phrase;
import orderimport.problem.Problem;
import orderimport.problem.Problem.Location;
import orderimport.problem.Problem.Severity;
import orderimport.problem.Text;
import orderimport.problem.Text.CellName;
import orderimport.problem.Text.Heading;
import orderimport.spreadsheet.Cell;
import orderimport.spreadsheet.Row;
import orderimport.spreadsheet.Sheet;
import org.jspecify.annotations.Nullable;

/** Finds rows that look like a header, to explain why a file is rejected. */
public final class HeaderRowSearch {
  /**
   * The number of known headings from which a row without {@code order_ref} looks like a header.
   */
  private static final int LIKE_TABLE = 3;

  private final HeadingCatalog headingCatalog;
  private final Map<String, SheetMapping> mappings;
  private final List<String> names = new ArrayList<>();
  private final List<String> hidden = new ArrayList<>();
  private Find here = Find.NONE;
  private boolean likeTable;

  /** The meanings of the headings that rows of the sheet begin with, by column. */
  private final Map<Integer, Set<List<String>>> below = new HashMap<>();

  private boolean anyInRow;
  private @Nullable Problem downwards;
  private Find best = Find.NONE;
  private @Nullable StagedSheet candidate;
  private ColumnSamples samples = new ColumnSamples();
  private @Nullable Problem inOneCell;
  private int candidateTexts = 1;

  /**
   * A row that is probably meant as the header row.
   *
   * @param confidence how well it matches
   * @param sentence about it; null if there is no such row
   * @param location of the row or its cell
   */
  private record Find(int confidence, @Nullable Text sentence, @Nullable Location location) {
    static final Find NONE = new Find(0, null, null);

    Problem leading(Problem problem) {
      return sentence == null ? problem : problem.withLead(sentence);
    }

    static final int LIKE_HEADINGS = 1;
    static final int NEAR_ORDER_REF = 2;
  }

  /**
   * @param mappings how a user matched the columns of sheets, by the signature of their headings
   */
  public HeaderRowSearch(HeadingCatalog headingCatalog, Map<String, SheetMapping> mappings) {
    this.headingCatalog = headingCatalog;
    this.mappings = mappings;
  }

  /** Starts a sheet; the following rows belong to it. */
  public void startSheet(Sheet sheet) {
    here = Find.NONE;
    likeTable = false;
    below.clear();
    names.add(sheet.name());
    if (sheet.hidden()) {
      hidden.add(sheet.name());
    }
  }

  /** Inspects a row that is not the header row. */
  public void skip(Sheet sheet, Row row) {
    if (candidate != null && candidate.position() == sheet.position()) {
      samples.add(row);
    }
    RowHeadings named =
        RowHeadings.of(row, headingCatalog, HeaderSignature.mapping(row.cells(), mappings));
    Find find = find(sheet, named);
    if (find.confidence() > here.confidence()) {
      here = find;
    }
    if (find.confidence() > best.confidence()) {
      best = find;
      setCandidate(sheet, row);
    } else if (best.confidence() == 0) {
      int texts = (int) row.cells().stream().filter(cell -> cell.kind() == Cell.Kind.TEXT).count();
      if (texts > candidateTexts) {
        setCandidate(sheet, row);
        candidateTexts = texts;
      }
    }
    if (inOneCell == null && row.cells().size() == 1 && namesOrders(row.cells().get(0))) {
      inOneCell = inOneCell(sheet, row.number(), row.cells().get(0));
    }
    anyInRow |= named.known() > 1;
    addBelow(row);
    likeTable |= named.known() >= LIKE_TABLE && named.orderRefColumn() == null;
  }

  private void addBelow(Row row) {
    Cell first = row.cells().size() > 1 ? row.cells().get(0) : null;
    if (first != null && first.kind() == Cell.Kind.TEXT) {
      // As written: the instructions of a template list headings with a text in brackets.
      List<String> meanings = headingCatalog.meanings(CellText.strip(first.text()));
      if (!meanings.isEmpty()) {
        below.computeIfAbsent(first.column(), column -> new HashSet<>()).add(meanings);
      }
    }
  }

  /** The problem of a sheet with a column of headings; null if it has none. */
  private @Nullable Problem downwards(Sheet sheet) {
    return below.entrySet().stream()
        .filter(entry -> entry.getValue().contains(List.of(HeadingCatalog.ORDER_REF)))
        .filter(entry -> entry.getValue().size() >= LIKE_TABLE)
        .findFirst()
        .map(
            entry ->
                Problem.of(
                    new Location(sheet.position(), null, null),
                    Severity.ERROR,
                    FileProblem.HEADINGS_DOWNWARDS,
                    sheet.name(),
                    Cell.letters(entry.getKey())))
        .orElse(null);
  }

  /** Whether a cell contains several headings, as if a whole line had been read as one cell. */
  private boolean namesOrders(Cell cell) {
    String[] parts = cell.text().split("[,;|\\t]");
    return parts.length > 1
        && Stream.of(parts).map(CellText::strip).anyMatch(headingCatalog::namesOrderRef);
  }

  private static Problem inOneCell(Sheet sheet, int row, Cell cell) {
    return Problem.at(
        new Location(sheet.position(), row, cell.column()),
        null,
        cell.text(),
        Severity.ERROR,
        FileProblem.HEADINGS_IN_ONE_CELL,
        new CellName(null, row, cell.column()));
  }

  private Find find(Sheet sheet, RowHeadings named) {
    Row row = named.row();
    Location location = new Location(sheet.position(), row.number(), null);
    Integer orderRef = named.orderRefColumn();
    if (here.confidence() == Find.NEAR_ORDER_REF) {
      return Find.NONE;
    } else if (orderRef != null) {
      return new Find(
          Find.LIKE_HEADINGS,
          Phrase.ONLY_HEADING.text(name(sheet, row), new Heading(named.text(orderRef))),
          location);
    }
    for (Cell cell : row.cells()) {
      String text = CellText.strip(cell.text());
      if (headingCatalog.nearOrderRef(text)) {
        return new Find(
            Find.NEAR_ORDER_REF,
            Phrase.NEAR_ORDER_REF.text(name(sheet, row), new Heading(text)),
            new Location(sheet.position(), row.number(), cell.column()));
      }
    }
    return named.known() > 1
        ? new Find(Find.LIKE_HEADINGS, Phrase.LIKE_HEADINGS.text(name(sheet, row)), location)
        : Find.NONE;
  }

  /** Explains why a sheet is skipped, after all of its rows have been inspected. */
  public Problem problem(Sheet sheet) {
    if (downwards == null) {
      downwards = downwards(sheet);
    }
    return here.leading(
        Problem.of(
            new Location(sheet.position(), null, null),
            likeTable ? Severity.WARNING : Severity.NOTICE,
            FileProblem.SHEET_WITHOUT_HEADINGS,
            sheet.name()));
  }

  /** Why a hidden sheet is skipped. */
  public static Problem hidden(Sheet sheet) {
    return Problem.of(
        new Location(sheet.position(), null, null),
        Severity.NOTICE,
        FileProblem.HIDDEN_SHEET,
        sheet.name());
  }

  private void setCandidate(Sheet sheet, Row row) {
    samples = new ColumnSamples();
    candidate = HeaderSignature.staged(sheet, row, samples.values());
  }

  private Text name(Sheet sheet, Row row) {
    return names.size() > 1
        ? Phrase.THE_ROW_OF_SHEET.text(row.number(), sheet.name())
        : Phrase.THE_ROW.text(row.number());
  }

  /**
   * Rejects the file if a requested sheet does not exist.
   *
   * @throws FileRejectedException if a requested sheet does not exist
   */
  public void rejectMissing(List<String> requested) {
    for (String sheet : requested) {
      if (names.stream().noneMatch(name -> HeadingCatalog.sameName(name, sheet))) {
        throw rejected(
            null,
            Problem.of(
                Location.FILE,
                Severity.ERROR,
                FileProblem.NO_SHEET,
                sheet,
                String.join(", ", names)));
      }
    }
  }

  /**
   * Why a file without a header row is rejected, with the row that is probably meant as the header
   * row, so that the user can choose which of its cells is {@code order_ref}.
   */
  public FileRejectedException notFound(ImportOptions options) {
    if (inOneCell != null) {
      return new FileRejectedException(inOneCell, candidate);
    }
    if (downwards != null && !anyInRow) {
      return new FileRejectedException(downwards, candidate);
    }
    Location location = Objects.requireNonNullElse(best.location(), Location.FILE);
    Problem problem =
        !options.sheets().isEmpty()
            ? Problem.of(
                location,
                Severity.ERROR,
                FileProblem.NO_HEADINGS_NAMED,
                String.join(", ", options.sheets()))
            : hidden.isEmpty()
                ? Problem.of(location, Severity.ERROR, FileProblem.NO_HEADINGS)
                : Problem.of(
                    location,
                    Severity.ERROR,
                    FileProblem.NO_HEADINGS_HIDDEN,
                    String.join(", ", hidden));
    return rejected(candidate, best.leading(problem));
  }

  /** Why a file with headings but no rows below them is rejected. */
  public static FileRejectedException noRows() {
    return rejected(null, Problem.of(Location.FILE, Severity.ERROR, FileProblem.NO_ROWS));
  }

  private static FileRejectedException rejected(@Nullable StagedSheet sheet, Problem problem) {
    return new FileRejectedException(problem, sheet);
  }
}
