package orderimport.inbox;

import java.util.List;
import java.util.Locale;
import java.util.Map;

/**
 * The model of the mail about a run; the template reads it as maps.
 *
 * @param headline the summary, one sentence
 * @param details times and places, one sentence each
 * @param actions the actions to take
 * @param counts the number of orders by status
 * @param labels the fixed texts of the template
 */
record RunEmailModel(
    String subject,
    String headline,
    List<String> details,
    List<ActionLine> actions,
    List<CountLine> counts,
    List<FileLine> files,
    String language,
    Map<String, String> labels) {

  /** An action to take. */
  record ActionLine(String file, String problem, String nextStep, String link) {}

  /** The number of orders with a status. */
  record CountLine(String status, String label, long count) {}

  /**
   * A file.
   *
   * @param number its import, as shown; blank if there is no import
   * @param link the address of the import's page; blank for none
   */
  record FileLine(
      String name, String number, String link, String balance, String remark, String location) {}

  /** The mail as plain text. */
  String plain() {
    StringBuilder text = new StringBuilder(headline).append("\n\n");
    details.forEach(line -> text.append(line).append('\n'));
    if (!actions.isEmpty()) {
      text.append(heading("actions"));
      actions.forEach(
          action ->
              text.append(
                  "\n  %s\n    %s\n    %s\n"
                      .formatted(action.file, action.problem, action.nextStep)));
    }
    if (!files.isEmpty()) {
      text.append(heading("files"));
      files.forEach(file -> append(text, file));
    }
    return text.toString();
  }

  private String heading(String label) {
    return "\n%s\n".formatted(labels.getOrDefault(label, "").toUpperCase(Locale.ROOT));
  }

  private static void append(StringBuilder text, FileLine file) {
    text.append("\n  ").append(file.name);
    if (!file.number.isEmpty()) {
      text.append(" (").append(file.number).append(')');
    }
    for (String line : List.of(file.balance, file.remark, file.location, file.link)) {
      if (!line.isEmpty()) {
        text.append("\n    ").append(line);
      }
    }
    text.append('\n');
  }
}
