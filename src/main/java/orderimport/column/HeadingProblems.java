package orderimport.column;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import orderimport.imports.Problem;
import orderimport.imports.Problem.Location;
import orderimport.imports.Problem.Severity;
import orderimport.spreadsheet.Cell;
import org.jspecify.annotations.Nullable;

/** The problems of a sheet's headings. */
final class HeadingProblems {
  private final HeadingCatalog headingCatalog;
  private final SheetHeader sheet;
  private final int position;
  private final @Nullable String carrier;

  /**
   * @param position of the sheet, from 0
   * @param carrier of the sheet; null if its rows have several carriers or it is not specified
   */
  HeadingProblems(
      HeadingCatalog headingCatalog, SheetHeader sheet, int position, @Nullable String carrier) {
    this.headingCatalog = headingCatalog;
    this.sheet = sheet;
    this.position = position;
    this.carrier = carrier;
  }

  /** A warning for each unknown heading and an error for each duplicate one. */
  List<Problem> all() {
    List<Problem> problems = new ArrayList<>();
    Map<String, Integer> first = new HashMap<>();
    sheet
        .usedHeadings()
        .forEach(
            (column, text) -> {
              List<String> meanings = meanings(column);
              if (meanings.isEmpty()) {
                problems.add(unknown(column, text));
              } else if (sheet.readWithoutBrackets(column)) {
                problems.add(withoutBrackets(column, text));
              }
              for (String meaning : meanings) {
                Integer earlier = first.putIfAbsent(meaning, column);
                if (earlier != null) {
                  problems.add(twice(column, text, earlier));
                  break;
                }
              }
            });
    return problems;
  }

  /** The meanings of a heading, one per carrier; empty if it is unknown. */
  private List<String> meanings(int column) {
    String heading = sheet.effectiveHeading(column);
    if (headingCatalog.namesOrderRef(heading)) {
      return List.of("order_ref");
    } else if (headingCatalog.namesCarrier(heading)) {
      return List.of("carrier");
    }
    List<String> meanings = new ArrayList<>();
    sheet
        .meanings(column)
        .forEach((name, fieldTarget) -> meanings.add(name + " " + fieldTarget.path()));
    return meanings;
  }

  private Problem unknown(int column, String text) {
    String near = Suggestions.sentence(near(text));
    return new Problem(
        new Location(position, sheet.row(), column),
        text,
        text,
        "unknown_heading",
        Severity.WARNING,
        "The heading \"%s\" is unknown, so its column is ignored."
            .formatted(CellText.oneLine(text)),
        near + "Fix the heading, or begin it with _ to ignore the column without a warning.");
  }

  private List<String> near(String text) {
    List<String> near = Suggestions.near(text, headingCatalog.known(carrier));
    String bare = HeadingText.withoutBrackets(text);
    return near.isEmpty() && bare != null
        ? Suggestions.near(bare, headingCatalog.known(carrier))
        : near;
  }

  private Problem withoutBrackets(int column, String text) {
    return new Problem(
        new Location(position, sheet.row(), column),
        text,
        text,
        "heading_without_brackets",
        Severity.NOTICE,
        "The heading \"%s\" is read as \"%s\", without the text in brackets."
            .formatted(CellText.oneLine(text), CellText.oneLine(sheet.effectiveHeading(column))),
        "If it means something else, fix the heading, or begin it with _ to ignore the column.");
  }

  private Problem twice(int column, String text, int earlier) {
    return new Problem(
        new Location(position, sheet.row(), column),
        text,
        text,
        "heading_twice",
        Severity.ERROR,
        "The heading \"%s\" in %s%d refers to the same field as \"%s\" in %s%d."
            .formatted(
                CellText.oneLine(text),
                Cell.letters(column),
                sheet.row(),
                CellText.oneLine(String.valueOf(sheet.text(earlier))),
                Cell.letters(earlier),
                sheet.row()),
        "Delete one of the two columns, or begin its heading with _ to ignore it.");
  }
}
