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
 * Translates texts that were recorded in English, such as the format of a file; for the templates.
 * The text is matched against the English patterns of the bundle; an unknown text stays English.
 */
@Component
class RecordedTextTranslator {
  private static final String BUNDLE = "orderimport/web/sentences";

  /** Sorted by number of values, so that the most specific pattern is tried first. */
  private final List<TextPattern> patterns;

  RecordedTextTranslator() {
    ResourceBundle english = bundle(Locale.ROOT);
    this.patterns =
        english.keySet().stream()
            .map(key -> new TextPattern(key, english.getString(key)))
            .sorted(Comparator.comparingInt(TextPattern::values).thenComparing(TextPattern::key))
            .toList();
  }

  private static ResourceBundle bundle(Locale locale) {
    return ResourceBundle.getBundle(
        BUNDLE,
        locale,
        ResourceBundle.Control.getNoFallbackControl(ResourceBundle.Control.FORMAT_PROPERTIES));
  }

  /** A text and its language, such as {@code nb}. */
  public record LocalizedText(String language, String text) {}

  public LocalizedText localized(String recorded) {
    Locale locale = LocaleContextHolder.getLocale();
    String english = Locale.ENGLISH.getLanguage();
    if (!locale.getLanguage().equals(english)) {
      for (TextPattern candidate : patterns) {
        ParsePosition end = new ParsePosition(0);
        Object[] values = new MessageFormat(candidate.pattern(), Locale.ROOT).parse(recorded, end);
        if (end.getErrorIndex() < 0 && end.getIndex() == recorded.length()) {
          String pattern = bundle(locale).getString(candidate.key());
          return new LocalizedText(
              locale.getLanguage(), new MessageFormat(pattern, locale).format(values));
        }
      }
    }
    return new LocalizedText(english, recorded);
  }

  private record TextPattern(String key, String pattern) {
    int values() {
      return new MessageFormat(pattern, Locale.ROOT).getFormats().length;
    }
  }
}
