package orderimport.imports;

import java.net.URLDecoder;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.regex.Pattern;

/**
 * Names of files as people read them. A name may hold line breaks and escape sequences, which would
 * forge lines of a log or a mail, or change a terminal; each such character is shown as {@code �}.
 */
public final class ShownName {
  private static final Pattern UNSAFE =
      Pattern.compile("[\\p{Cc}\\u2028\\u2029\\u202A-\\u202E\\u2066-\\u2069]");

  private ShownName() {}

  /** The name without its folders; in UTF-8, whatever the locale makes of its bytes. */
  public static String of(Path file) {
    String path = decoded(file);
    return of(path.substring(path.lastIndexOf('/') + 1));
  }

  /** A name, or text that has names in it, on one line. */
  public static String of(String text) {
    return UNSAFE.matcher(text).replaceAll("\uFFFD");
  }

  /** The path, relative if it is given so. */
  public static String path(Path file) {
    Path parent = file.getParent();
    return parent == null
        ? of(file)
        : of(parent.toString()) + (parent.getNameCount() == 0 ? "" : "/") + of(file);
  }

  /** By its bytes: with a locale such as POSIX, Java cannot say letters beyond ASCII. */
  private static String decoded(Path file) {
    String encoded = file.toAbsolutePath().toUri().getRawPath();
    String path = URLDecoder.decode(encoded.replace("+", "%2B"), StandardCharsets.UTF_8);
    return path.endsWith("/") ? path.substring(0, path.length() - 1) : path;
  }
}
