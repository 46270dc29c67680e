package orderimport.notification;

import java.nio.file.Path;
import java.util.List;

/**
 * Something that people are to be told.
 *
 * @param subject one line that tells all
 * @param plain as text
 * @param html the same as a page
 * @param json the same for programs
 * @param attachments the most important first; those that are too large together are left out
 * @param to mail addresses; empty for those of the settings
 */
public record Notification(
    String subject,
    String plain,
    String html,
    String json,
    List<Attachment> attachments,
    List<String> to) {

  /**
   * A file that goes with a letter, if it is still there when the letter goes.
   *
   * @param name under which it goes
   */
  public record Attachment(Path file, String name) {}
}
