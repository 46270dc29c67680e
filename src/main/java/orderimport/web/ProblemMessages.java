package orderimport.web;

import java.io.IOException;
import java.util.List;
import java.util.Locale;
import java.util.Objects;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.springframework.context.i18n.LocaleContextHolder;
import org.springframework.context.support.ResourceBundleMessageSource;
import org.springframework.core.io.Resource;
import org.springframework.core.io.support.PathMatchingResourcePatternResolver;
import org.springframework.stereotype.Component;

/**
 * Tells problems in the reader's language; for the templates. The sentences of problems are
 * English, so in other languages their kind is told, and the sentence stands beneath. Each carrier
 * has the words for the kinds of its own beside its request.
 */
@Component
class ProblemMessages {
  private static final String OF_ALL = "orderimport/web/problems";
  private static final String OF_CARRIERS = "classpath*:orderimport/carrier/*/problems.properties";

  private final ResourceBundleMessageSource words = new ResourceBundleMessageSource();

  ProblemMessages() throws IOException {
    words.setDefaultEncoding("UTF-8");
    words.setFallbackToSystemLocale(false);
    words.setBasenames(basenames().toArray(String[]::new));
  }

  /** The bundles of words, the one for all carriers first. */
  static List<String> basenames() throws IOException {
    Stream<String> ofCarriers =
        Stream.of(new PathMatchingResourcePatternResolver().getResources(OF_CARRIERS))
            .map(ProblemMessages::room)
            .map("orderimport/carrier/%s/problems"::formatted)
            .distinct()
            .sorted();
    return Stream.concat(Stream.of(OF_ALL), ofCarriers).toList();
  }

  private static String room(Resource bundle) {
    try {
      String[] steps = bundle.getURL().getPath().split("/");
      return steps[steps.length - 2];
    } catch (IOException e) {
      throw new IllegalStateException("%s cannot be read".formatted(bundle), e);
    }
  }

  /**
   * A problem as it is shown.
   *
   * @param language of the title and of what to do
   * @param detail the English sentence; null where the title is it
   */
  public record LocalizedText(
      String language, String title, String todo, @Nullable String detail) {}

  /** A problem in a place. */
  public LocalizedText localized(String code, String message, String hint) {
    Locale locale = LocaleContextHolder.getLocale();
    String kind = words.getMessage(code, null, null, locale);
    String todo = words.getMessage(code + ".do", null, null, locale);
    String english = Locale.ENGLISH.getLanguage();
    if (kind == null || todo == null) {
      return new LocalizedText(english, message, hint, null);
    } else if (locale.getLanguage().equals(english)) {
      return new LocalizedText(english, message, forCommandLine(hint) ? todo : hint, null);
    }
    String detail = forCommandLine(hint) ? message : "%s %s".formatted(message, hint);
    return new LocalizedText(locale.getLanguage(), kind, todo, detail.strip());
  }

  /** Problems of a kind, of which one is known: its sentence is that of all if they are alike. */
  public LocalizedText localized(ProblemGroup kind) {
    LocalizedText localizedText = localized(kind.code(), kind.message(), kind.hint());
    String title = words.getMessage(kind.code(), null, null, LocaleContextHolder.getLocale());
    return localizedText.detail() == null && kind.several() && title != null
        ? new LocalizedText(localizedText.language(), title, localizedText.todo(), kind.message())
        : localizedText;
  }

  private static boolean forCommandLine(@Nullable String hint) {
    return Objects.requireNonNullElse(hint, "").contains("order-import ");
  }
}
