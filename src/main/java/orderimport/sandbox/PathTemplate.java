package orderimport.sandbox;

import org.jspecify.annotations.Nullable;

/**
 * The path of an endpoint.
 *
 * @param text without a slash at the end; one segment may be {@code {id}}
 */
record PathTemplate(String text) {
  private static final String ID = "{id}";

  static PathTemplate of(String path) {
    return new PathTemplate(withoutSlash(path));
  }

  private static String withoutSlash(String path) {
    return path.endsWith("/") ? path.substring(0, path.length() - 1) : path;
  }

  boolean hasId() {
    return text.contains(ID);
  }

  /** The text at {@code {id}}, empty if there is no such segment; null if the path differs. */
  @Nullable String idIn(String path) {
    String given = withoutSlash(path);
    int at = text.indexOf(ID);
    if (at < 0) {
      return given.equals(text) ? "" : null;
    }
    String before = text.substring(0, at);
    String after = text.substring(at + ID.length());
    int length = given.length() - before.length() - after.length();
    if (length < 1 || !given.startsWith(before) || !given.endsWith(after)) {
      return null;
    }
    String id = given.substring(at, at + length);
    return id.contains("/") ? null : id;
  }
}
