package orderimport.notification;

import java.nio.file.Files;
import java.util.ArrayList;
import java.util.List;
import orderimport.notification.Notification.Attachment;
import org.springframework.util.unit.DataSize;

/**
 * The attachments of a mail.
 *
 * @param files the attached files
 * @param remark a sentence about files that are not attached; blank for none
 */
record MailAttachments(List<Attachment> files, String remark) {
  private static final int LINE = 76;

  /** The size of a part's headers and boundary, in bytes. */
  private static final int HEADERS = 400;

  /** Attaches existing files in order, skipping each that no longer fits within the limit. */
  static MailAttachments of(List<Attachment> attachments, DataSize limit) {
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
    return new MailAttachments(
        files,
        tooLarge.isEmpty() || limit.toBytes() == 0
            ? ""
            : "Too large to attach: %s. The results folders named above have them."
                .formatted(String.join(", ", tooLarge)));
  }

  /** The size as sent: base64, in lines. */
  private static long encoded(long size) {
    long characters = (size + 2) / 3 * 4;
    return characters + characters / LINE * 2 + HEADERS;
  }

  /** The mail without files, because the mail server rejects a mail of that size. */
  MailAttachments withoutFiles() {
    return new MailAttachments(
        List.of(),
        "The results are not attached, because they are too large for the mail server. They are in"
            + " the folders named above.");
  }
}
