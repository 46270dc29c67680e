package orderimport.problem;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.List;
import java.util.Locale;
import java.util.stream.Stream;
import orderimport.problem.Text.CellName;
import orderimport.problem.Text.Heading;
import orderimport.problem.Text.Suggested;
import org.jspecify.annotations.Nullable;
import org.springframework.context.NoSuchMessageException;
import org.springframework.context.support.DefaultMessageSourceResolvable;
import org.springframework.context.support.ResourceBundleMessageSource;
import org.springframework.core.io.Resource;
import org.springframework.core.io.support.PathMatchingResourcePatternResolver;

/**
 * Renders texts for an audience in a language. Packages with texts of their own, such as those of
 * the carriers, have a bundle; where a language has no bundle, the text is English.
 */
public record TextRenderer(Audience audience, Locale locale) {
  private static final String BUNDLES = "classpath*:orderimport/*/texts.properties";
  private static final String CARRIER_BUNDLES =
      "classpath*:orderimport/carrier/*/problems.properties";

  /** The languages with all texts. */
  public static final List<String> LANGUAGES = List.of("en", "nb", "da");

  private static final String PAGE = ".page";
  private static final ResourceBundleMessageSource MESSAGES = messages();

  /** English, for the terminal and for scripts. */
  public static final TextRenderer ENGLISH = new TextRenderer(Audience.TERMINAL, Locale.ENGLISH);

  /** Who reads a text. */
  public enum Audience {
    /** Readers of the terminal, results and mails, who run commands with options. */
    TERMINAL,
    /** Readers of the page, who press buttons. */
    PAGE
  }

  private static ResourceBundleMessageSource messages() {
    ResourceBundleMessageSource messages = new ResourceBundleMessageSource();
    messages.setDefaultEncoding("UTF-8");
    messages.setFallbackToSystemLocale(false);
    messages.setAlwaysUseMessageFormat(true);
    messages.setBasenames(basenames().toArray(String[]::new));
    return messages;
  }

  /** The names of the bundles. */
  static List<String> basenames() {
    return Stream.of(BUNDLES, CARRIER_BUNDLES)
        .flatMap(TextRenderer::find)
        .distinct()
        .sorted()
        .toList();
  }

  private static Stream<String> find(String pattern) {
    try {
      return Stream.of(new PathMatchingResourcePatternResolver().getResources(pattern))
          .map(TextRenderer::basename);
    } catch (IOException e) {
      throw new UncheckedIOException("The texts cannot be found", e);
    }
  }

  private static String basename(Resource bundle) {
    try {
      String address = bundle.getURL().toString();
      return address.substring(
          address.lastIndexOf("/orderimport/") + 1, address.length() - ".properties".length());
    } catch (IOException e) {
      throw new UncheckedIOException("%s cannot be read".formatted(bundle), e);
    }
  }

  /** Whether the bundles have a text. */
  public static boolean has(String key) {
    return MESSAGES.getMessage(key, new Object[0], null, Locale.ENGLISH) != null;
  }

  /** The text; only its values if its carrier's bundle is not there any more. */
  public String render(Text text) {
    Object[] values = text.arguments().stream().map(this::value).toArray();
    String key = text.key();
    String[] keys = audience == Audience.PAGE ? new String[] {key + PAGE, key} : new String[] {key};
    try {
      return MESSAGES.getMessage(new DefaultMessageSourceResolvable(keys, values), locale);
    } catch (NoSuchMessageException e) {
      return String.join(", ", Stream.of(values).map(String::valueOf).toList());
    }
  }

  /** As {@link #render}; empty for null. */
  public String renderOrEmpty(@Nullable Text text) {
    return text == null ? "" : render(text);
  }

  /** The name of all problems with a code; null without one. */
  public @Nullable String title(String code) {
    return MESSAGES.getMessage(code + ".title", new Object[0], null, locale);
  }

  private String value(Object argument) {
    if (argument instanceof Text text) {
      return render(text);
    } else if (argument instanceof Heading named) {
      return named.heading().replaceAll("\\s+", " ");
    } else if (argument instanceof Suggested suggested) {
      return suggested.inOneLine();
    } else if (argument instanceof CellName name) {
      return render(text(name));
    }
    return argument.toString();
  }

  private static Text text(CellName name) {
    Integer column = name.column();
    Text onSheet =
        column == null
            ? Phrase.ROW.text(name.row())
            : Phrase.CELL.text(letters(column), name.row());
    return name.sheet() == null ? onSheet : Phrase.OF_SHEET.text(onSheet, name.sheet());
  }

  private static String letters(int column) {
    return (column < 26 ? "" : letters(column / 26 - 1)) + (char) ('A' + column % 26);
  }
}
