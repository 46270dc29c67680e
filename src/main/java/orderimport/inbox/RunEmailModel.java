package orderimport.inbox;

import java.util.List;

/**
 * What a letter about a run shows; the template reads it as maps.
 *
 * @param headline the whole in a sentence
 * @param about when and where, one sentence each
 * @param needs what a person has to do
 * @param counts the orders of each state
 */
record RunEmailModel(
    String subject,
    String headline,
    List<String> about,
    List<NeedLine> needs,
    List<CountLine> counts,
    List<FileLine> files) {

  /** Something to do. */
  record NeedLine(String file, String what, String next, String link) {}

  /** A state's orders. */
  record CountLine(String status, String word, long count) {}

  /**
   * A file.
   *
   * @param number its import's; blank if there is none
   * @param link the import's page; blank for none
   */
  record FileLine(
      String name, String number, String link, String balance, String remark, String place) {}

  /** As plain text. */
  String plain() {
    StringBuilder text = new StringBuilder(headline).append("\n\n");
    about.forEach(line -> text.append(line).append('\n'));
    if (!needs.isEmpty()) {
      text.append("\nFOR A PERSON TO DO\n");
      needs.forEach(
          need ->
              text.append("\n  %s\n    %s.\n    %s\n".formatted(need.file, need.what, need.next)));
    }
    if (!files.isEmpty()) {
      text.append("\nTHE FILES\n");
      files.forEach(file -> append(text, file));
    }
    return text.toString();
  }

  private static void append(StringBuilder text, FileLine file) {
    text.append("\n  ").append(file.name);
    if (!file.number.isEmpty()) {
      text.append(" (import ").append(file.number).append(')');
    }
    for (String line : List.of(file.balance, file.remark, file.place, file.link)) {
      if (!line.isEmpty()) {
        text.append("\n    ").append(line);
      }
    }
    text.append('\n');
  }
}
