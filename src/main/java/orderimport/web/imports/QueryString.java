package orderimport.web.imports;

import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import org.jspecify.annotations.Nullable;

/** The parameters of a link. */
final class QueryString {
  private final StringBuilder text = new StringBuilder();

  /** Adds a parameter, unless the value is null. */
  QueryString add(String name, @Nullable String value) {
    if (value != null) {
      text.append(name)
          .append('=')
          .append(URLEncoder.encode(value, StandardCharsets.UTF_8))
          .append('&');
    }
    return this;
  }

  /** The parameters, each followed by an ampersand. */
  @Override
  public String toString() {
    return text.toString();
  }
}
