package orderimport.placement;

import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;
import org.springframework.web.util.HtmlUtils;

/** The text of a response that nobody documents: what it is, and its first words for a message. */
final class ResponseText {

  /** The longest quotation, in characters. */
  static final int LONGEST_QUOTE = 200;

  private static final int LONGEST_READ = 20_000;

  private static final Pattern PAGE_BEGINS =
      Pattern.compile(
          "\\s*(?:<\\?xml[^>]*>\\s*)?(?:<!--.*?-->\\s*)*"
              + "<(?:!doctype\\s+html|html|head|title|meta|body|center|h1)\\b.*",
          Pattern.CASE_INSENSITIVE | Pattern.DOTALL);

  private static final Pattern PAGE_TYPE =
      Pattern.compile("\\s*(?:text/html|application/xhtml\\+xml)\\b.*", Pattern.CASE_INSENSITIVE);

  private static final Pattern TITLE =
      Pattern.compile(
          "<title\\b[^>]*>(.*?)</title\\s*>", Pattern.CASE_INSENSITIVE | Pattern.DOTALL);

  private static final Pattern NOT_SHOWN =
      Pattern.compile(
          "<(script|style|head)\\b.*?</\\1\\s*>|<!--.*?-->|<[^>]*>",
          Pattern.CASE_INSENSITIVE | Pattern.DOTALL);

  private ResponseText() {}

  /**
   * Whether it is a web page: by how it begins, or by its type unless it is JSON all the same.
   *
   * @param contentType the header, null if there is none
   */
  static boolean isPage(@Nullable String contentType, String body) {
    String text = body.strip();
    return PAGE_BEGINS.matcher(shortened(text, LONGEST_READ)).matches()
        || (contentType != null
            && PAGE_TYPE.matcher(contentType).matches()
            && !text.isEmpty()
            && !text.startsWith("{")
            && !text.startsWith("["));
  }

  /**
   * A page's title, or else the first words of a text, in quotation marks, on one line and short.
   *
   * @return empty if there are no words
   */
  static String quote(String body) {
    String text = shortened(body, LONGEST_READ);
    if (isPage(null, text)) {
      Matcher title = TITLE.matcher(text);
      text =
          HtmlUtils.htmlUnescape(
              title.find() && !title.group(1).isBlank()
                  ? title.group(1)
                  : NOT_SHOWN.matcher(text).replaceAll(" "));
    }
    String line =
        text.replaceAll("[\\p{Cntrl}\\p{Cf}\\p{Z}\\uFFFD]+", " ").strip().replace('"', '\'');
    return line.isEmpty() ? "" : "\"" + shortened(line, LONGEST_QUOTE) + "\"";
  }

  private static String shortened(String text, int longest) {
    if (text.length() <= longest) {
      return text;
    }
    int end = Character.isHighSurrogate(text.charAt(longest - 1)) ? longest - 1 : longest;
    return text.substring(0, end) + "…";
  }
}
