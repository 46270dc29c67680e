package orderimport.web;

import org.jspecify.annotations.Nullable;

/** What a person calls an uploaded file: for reading only, never a path. */
final class UploadFileName {
  private static final int LONGEST = 150;

  private UploadFileName() {}

  /** Without folders and control characters. */
  static String of(@Nullable String sent) {
    String text = sent == null ? "" : sent;
    String last = text.substring(Math.max(text.lastIndexOf('/'), text.lastIndexOf('\\')) + 1);
    String clean = last.replaceAll("[\\p{Cntrl}\\p{Cf}\\p{Co}\\p{Cs}]", "").strip();
    String named = clean.isEmpty() || clean.matches("\\.+") ? "upload" : clean;
    return named.length() <= LONGEST ? named : named.substring(named.length() - LONGEST);
  }
}
