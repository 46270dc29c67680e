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
 * Localizes problems; for the templates. The messages of problems are recorded in English, so in
 * other languages the title is the text of the problem's code, with the English message as detail.
 * The package of each carrier has a bundle for the carrier's own codes.
 */
@Component
class ProblemMessages {
  private static final String COMMON_BUNDLE = "orderimport/web/problems";
  private static final String CARRIER_BUNDLES =
      "classpath*:orderimport/carrier/*/problems.properties";

  private final ResourceBundleMessageSource messages = new ResourceBundleMessageSource();

  ProblemMessages() throws IOException {
    messages.setDefaultEncoding("UTF-8");
    messages.setFallbackToSystemLocale(false);
    messages.setBasenames(basenames().toArray(String[]::new));
  }

  /** The names of the bundles, the one for all carriers first. */
  static List<String> basenames() throws IOException {
    Stream<String> carrierBundles =
        Stream.of(new PathMatchingResourcePatternResolver().getResources(CARRIER_BUNDLES))
            .map(ProblemMessages::carrierPackage)
            .map("orderimport/carrier/%s/problems"::formatted)
            .distinct()
            .sorted();
    return Stream.concat(Stream.of(COMMON_BUNDLE), carrierBundles).toList();
  }

  private static String carrierPackage(Resource bundle) {
    try {
      String[] steps = bundle.getURL().getPath().split("/");
      return steps[steps.length - 2];
    } catch (IOException e) {
      throw new IllegalStateException("%s cannot be read".formatted(bundle), e);
    }
  }

  /**
   * A localized problem.
   *
   * @param language of the title and the next step
   * @param todo the next step
   * @param detail the English message and hint; null if the title is the message
   */
  public record LocalizedText(
      String language, String title, String todo, @Nullable String detail) {}

  /** Localizes one problem. */
  public LocalizedText localized(String code, String message, String hint) {
    Locale locale = LocaleContextHolder.getLocale();
    String title = messages.getMessage(code, null, null, locale);
    String todo = messages.getMessage(code + ".do", null, null, locale);
    String english = Locale.ENGLISH.getLanguage();
    if (title == null || todo == null) {
      return new LocalizedText(english, message, hint, null);
    } else if (locale.getLanguage().equals(english)) {
      return new LocalizedText(english, message, isForCommandLine(hint) ? todo : hint, null);
    }
    String detail = isForCommandLine(hint) ? message : "%s %s".formatted(message, hint);
    return new LocalizedText(locale.getLanguage(), title, todo, detail.strip());
  }

  /** Localizes a group; the title is the message only if all of its problems have the same one. */
  public LocalizedText localized(ProblemGroup group) {
    LocalizedText localizedText = localized(group.code(), group.message(), group.hint());
    String title = messages.getMessage(group.code(), null, null, LocaleContextHolder.getLocale());
    return localizedText.detail() == null && group.several() && title != null
        ? new LocalizedText(localizedText.language(), title, localizedText.todo(), group.message())
        : localizedText;
  }

  private static boolean isForCommandLine(@Nullable String hint) {
    return Objects.requireNonNullElse(hint, "").contains("order-import ");
  }
}
