package orderimport.notification;

import java.nio.file.Files;
import java.util.ArrayList;
import java.util.List;
import orderimport.notification.Notification.Attachment;
import org.springframework.util.unit.DataSize;

/**
 * The attachments of a mail.
 *
 * @param files that go with it
 * @param remark what the mail says of those that do not; blank for none
 */
record Attached(List<Attachment> files, String remark) {
  private static final int LINE = 76;

  /** Of a part's headers and boundary. */
  private static final int HEADERS = 400;

  /** Those that are still there, the first of them that have room together. */
  static Attached of(List<Attachment> attachments, DataSize limit) {
    long left = limit.toBytes();
    List<Attachment> files = new ArrayList<>();
    List<String> tooLarge = new ArrayList<>();
    for (Attachment attachment : attachments) {
      if (!Files.isReadable(attachment.file())) {
        continue;
      }
      long size = encoded(attachment.file().toFile().length());
      if (size <= left) {
        files.add(attachment);
        left -= size;
      } else {
        tooLarge.add(attachment.name());
      }
    }
    return new Attached(
        files,
        tooLarge.isEmpty() || limit.toBytes() == 0
            ? ""
            : "Too large to be attached: %s. They are in the folders named above."
                .formatted(String.join(", ", tooLarge)));
  }

  /** As it is sent: base64, in lines. */
  private static long encoded(long size) {
    long characters = (size + 2) / 3 * 4;
    return characters + characters / LINE * 2 + HEADERS;
  }

  /** None of them, because the mail server takes no mail of that size. */
  Attached withoutFiles() {
    return new Attached(
        List.of(),
        "The results are too large for the mail server, and not attached. They are in the folders"
            + " named above.");
  }
}
