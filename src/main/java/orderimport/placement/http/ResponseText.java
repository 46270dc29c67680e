package orderimport.placement.http;

import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;
import org.springframework.web.util.HtmlUtils;

/** Detects web pages among undocumented responses and quotes responses for messages. */
public final class ResponseText {

  /** The longest quotation, in characters. */
  static final int LONGEST_QUOTE = 200;

  private static final int MAX_EXAMINED = 20_000;

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
   * Whether a response is a web page: by its beginning, or by its content type unless the body is
   * JSON.
   *
   * @param contentType the header's value; null if absent
   */
  public static boolean isPage(@Nullable String contentType, String body) {
    String text = body.strip();
    return PAGE_BEGINS.matcher(shortened(text, MAX_EXAMINED)).matches()
        || (contentType != null
            && PAGE_TYPE.matcher(contentType).matches()
            && !text.isEmpty()
            && !text.startsWith("{")
            && !text.startsWith("["));
  }

  /**
   * A page's title or the beginning of a text, in quotation marks, on one line and shortened.
   *
   * @return an empty string if there is no text
   */
  public static String quote(String body) {
    String text = shortened(body, MAX_EXAMINED);
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
