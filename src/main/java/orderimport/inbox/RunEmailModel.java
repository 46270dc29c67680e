package orderimport.inbox;

import java.util.List;

/**
 * The model of the mail about a run; the template reads it as maps.
 *
 * @param headline the summary, one sentence
 * @param details times and places, one sentence each
 * @param actions the actions to take
 * @param counts the number of orders by status
 */
record RunEmailModel(
    String subject,
    String headline,
    List<String> details,
    List<ActionLine> actions,
    List<CountLine> counts,
    List<FileLine> files) {

  /** An action to take. */
  record ActionLine(String file, String problem, String nextStep, String link) {}

  /** The number of orders with a status. */
  record CountLine(String status, String label, long count) {}

  /**
   * A file.
   *
   * @param number its import's number; blank if there is no import
   * @param link the address of the import's page; blank for none
   */
  record FileLine(
      String name, String number, String link, String balance, String remark, String location) {}

  /** The mail as plain text. */
  String plain() {
    StringBuilder text = new StringBuilder(headline).append("\n\n");
    details.forEach(line -> text.append(line).append('\n'));
    if (!actions.isEmpty()) {
      text.append("\nACTION REQUIRED\n");
      actions.forEach(
          need ->
              text.append(
                  "\n  %s\n    %s.\n    %s\n".formatted(need.file, need.problem, need.nextStep)));
    }
    if (!files.isEmpty()) {
      text.append("\nFILES\n");
      files.forEach(file -> append(text, file));
    }
    return text.toString();
  }

  private static void append(StringBuilder text, FileLine file) {
    text.append("\n  ").append(file.name);
    if (!file.number.isEmpty()) {
      text.append(" (import ").append(file.number).append(')');
    }
    for (String line : List.of(file.balance, file.remark, file.location, file.link)) {
      if (!line.isEmpty()) {
        text.append("\n    ").append(line);
      }
    }
    text.append('\n');
  }
}
