package orderimport.imports;

import java.net.URLDecoder;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.regex.Pattern;

/**
 * Sanitizes file names for display. A name may contain line breaks and escape sequences, which
 * could forge lines of a log or a mail or control a terminal; each such character is replaced with
 * {@code �}.
 */
public final class ShownName {
  private static final Pattern UNSAFE =
      Pattern.compile("[\\p{Cc}\\u2028\\u2029\\u202A-\\u202E\\u2066-\\u2069]");

  private ShownName() {}

  /** The file's name without folders, decoded as UTF-8 regardless of the locale. */
  public static String of(Path file) {
    String path = decoded(file);
    return of(path.substring(path.lastIndexOf('/') + 1));
  }

  /** A name, or a text that contains names, on one line. */
  public static String of(String text) {
    return UNSAFE.matcher(text).replaceAll("\uFFFD");
  }

  /** The path, relative if the given path is relative. */
  public static String path(Path file) {
    Path parent = file.getParent();
    return parent == null
        ? of(file)
        : of(parent.toString()) + (parent.getNameCount() == 0 ? "" : "/") + of(file);
  }

  /**
   * Decodes the path's bytes: with a locale such as POSIX, Java cannot represent non-ASCII letters.
   */
  private static String decoded(Path file) {
    String encoded = file.toAbsolutePath().toUri().getRawPath();
    String path = URLDecoder.decode(encoded.replace("+", "%2B"), StandardCharsets.UTF_8);
    return path.endsWith("/") ? path.substring(0, path.length() - 1) : path;
  }
}
