package orderimport.web;

import java.text.MessageFormat;
import java.text.ParsePosition;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import java.util.ResourceBundle;
import org.springframework.context.i18n.LocaleContextHolder;
import org.springframework.stereotype.Component;

/**
 * Tells in the reader's language what the program recorded in English, such as how a file was read;
 * for the templates. The English words are how a sentence is known; one that is not stays English.
 */
@Component
class RecordedTextTranslator {
  private static final String BUNDLE = "orderimport/web/sentences";

  /** A pattern's values are what is left of a text, so the most literal pattern is tried first. */
  private final List<Known> known;

  RecordedTextTranslator() {
    ResourceBundle english = in(Locale.ROOT);
    this.known =
        english.keySet().stream()
            .map(key -> new Known(key, english.getString(key)))
            .sorted(Comparator.comparingInt(Known::values).thenComparing(Known::key))
            .toList();
  }

  private static ResourceBundle in(Locale locale) {
    return ResourceBundle.getBundle(
        BUNDLE,
        locale,
        ResourceBundle.Control.getNoFallbackControl(ResourceBundle.Control.FORMAT_PROPERTIES));
  }

  /** A sentence as it is shown. */
  public record LocalizedText(String language, String text) {}

  public LocalizedText localized(String recorded) {
    Locale locale = LocaleContextHolder.getLocale();
    String english = Locale.ENGLISH.getLanguage();
    if (!locale.getLanguage().equals(english)) {
      for (Known each : known) {
        ParsePosition end = new ParsePosition(0);
        Object[] values = new MessageFormat(each.pattern(), Locale.ROOT).parse(recorded, end);
        if (end.getErrorIndex() < 0 && end.getIndex() == recorded.length()) {
          String words = in(locale).getString(each.key());
          return new LocalizedText(
              locale.getLanguage(), new MessageFormat(words, locale).format(values));
        }
      }
    }
    return new LocalizedText(english, recorded);
  }

  private record Known(String key, String pattern) {
    int values() {
      return new MessageFormat(pattern, Locale.ROOT).getFormats().length;
    }
  }
}
