package orderimport.web.imports;

import static java.util.stream.Collectors.joining;

import java.util.ArrayList;
import java.util.List;
import orderimport.problem.CellProblem;
import orderimport.problem.Phrase;
import orderimport.problem.Text;
import orderimport.problem.Text.Entry;
import org.jspecify.annotations.Nullable;

/**
 * A problem as the page shows it.
 *
 * @param place the location: {@code C7}, with the sheet's name in front where the page does not
 *     show it otherwise; empty if the problem has none
 * @param anchor the id of its cell, or else its row, in the grid; empty if the problem has none
 * @param column from 0; null if the problem does not belong to a column
 * @param heading likewise
 */
record ProblemView(
    long id,
    String severity,
    String place,
    String anchor,
    @Nullable Integer column,
    @Nullable String heading,
    Text message,
    Text hint) {

  /**
   * What fixes the problem if it is entered, each with one or more cells: what the problem says, a
   * word that is spelled similarly, or the days that a date can mean.
   */
  List<List<Entry>> choices() {
    return choices(column, heading, message, hint);
  }

  static List<List<Entry>> choices(
      @Nullable Integer column, @Nullable String heading, Text message, Text hint) {
    List<List<Entry>> choices = new ArrayList<>(message.choices());
    if (column != null) {
      List<String> values = new ArrayList<>(hint.meant());
      if (message.is(CellProblem.AMBIGUOUS_DATE)) {
        message.arguments().stream().skip(2).map(String::valueOf).forEach(values::add);
      }
      values.forEach(value -> choices.add(List.of(new Entry(column, heading, value))));
    }
    return choices;
  }

  /** The column that one of the choices fills; null if it fills several or adds one. */
  public @Nullable Integer choiceColumn(int choice) {
    List<Entry> entries = choices().get(choice);
    return entries.size() == 1 ? entries.get(0).column() : null;
  }

  /** The heading of the column that the sheet lacks; null if that is not the problem. */
  public @Nullable String missingColumn() {
    Object missing = null;
    if (message.is(CellProblem.REQUIRED_COLUMN)
        || message.is(CellProblem.REQUIRED_COLUMN_EXAMPLE)) {
      missing = message.arguments().get(1);
    } else if (hint.isAfter(Phrase.ADD_COLUMN)) {
      missing = ((Text) hint.arguments().get(0)).arguments().get(0);
    }
    return missing instanceof Text.Heading added ? added.heading() : null;
  }

  /** The choices, each in one line. */
  public List<String> choiceTexts() {
    return choices().stream()
        .map(entries -> entries.stream().map(Entry::value).collect(joining(", ")))
        .toList();
  }
}
