package orderimport.report;

import org.jspecify.annotations.Nullable;

/** Addresses of the web; anything else that a carrier might send is no link. */
final class WebAddress {

  private WebAddress() {}

  static String orEmpty(@Nullable String link) {
    return link != null && link.matches("https?://\\S+") ? link : "";
  }
}
