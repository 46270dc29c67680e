package orderimport.web.imports;

import org.jspecify.annotations.Nullable;

/** The display name of an uploaded file; never used as a path. */
final class UploadFileName {
  private static final int MAX_LENGTH = 150;

  private UploadFileName() {}

  /** The last 150 characters, without folders and control characters; {@code upload} if empty. */
  static String of(@Nullable String sent) {
    String text = sent == null ? "" : sent;
    String last = text.substring(Math.max(text.lastIndexOf('/'), text.lastIndexOf('\\')) + 1);
    String clean = last.replaceAll("[\\p{Cntrl}\\p{Cf}\\p{Co}\\p{Cs}]", "").strip();
    String name = clean.isEmpty() || clean.matches("\\.+") ? "upload" : clean;
    if (name.length() <= MAX_LENGTH) {
      return name;
    }
    int start = name.length() - MAX_LENGTH;
    return name.substring(Character.isLowSurrogate(name.charAt(start)) ? start + 1 : start);
  }
}
