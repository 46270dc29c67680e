package orderimport.problem;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.params.provider.Arguments.arguments;

import java.io.IOException;
import java.io.InputStreamReader;
import java.io.Reader;
import java.nio.charset.StandardCharsets;
import java.text.MessageFormat;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Objects;
import java.util.Properties;
import java.util.Set;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import orderimport.carrier.Carrier;
import orderimport.carrier.Carriers;
import orderimport.carrier.RequestConstraints;
import orderimport.problem.TextRenderer.Audience;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;
import org.springframework.context.annotation.ClassPathScanningCandidateComponentProvider;
import org.springframework.core.type.filter.AssignableTypeFilter;

/** The bundles are complete in all languages: all keys of the program, with the same arguments. */
class TextBundlesTest {
  private static final Pattern ARGUMENT = Pattern.compile("\\{(\\d)}");
  private static final Pattern SUFFIX = Pattern.compile("\\.(do|page|title)\\b|_meaning$");

  /** So many words are the same in two languages only if they are not translated. */
  private static final Pattern WORDS = Pattern.compile("[a-z]{2,} [a-z]{2,} [a-z]{2,}");

  @ParameterizedTest
  @MethodSource("translations")
  void no_text_of_several_words_is_left_in_english(String bundle, String language) {
    Properties translated = properties(bundle, "_" + language);

    assertThat(properties(bundle, ""))
        .allSatisfy(
            (key, text) -> {
              if (WORDS.matcher((String) text).find()) {
                assertThat(translated.getProperty((String) key)).isNotEqualTo(text);
              }
            });
  }

  @ParameterizedTest
  @MethodSource("translations")
  void translations_have_the_keys_and_arguments_of_the_english_bundle(
      String bundle, String language) {
    Properties english = properties(bundle, "");
    Properties translated = properties(bundle, "_" + language);

    assertThat(translated.keySet()).isEqualTo(english.keySet());
    english.forEach(
        (key, text) ->
            assertThat(argumentsOf(translated.getProperty((String) key)))
                .as("%s in %s", key, language)
                .isEqualTo(argumentsOf((String) text)));
  }

  static List<Arguments> translations() {
    List<Arguments> translations = new ArrayList<>();
    for (String bundle : TextRenderer.basenames()) {
      TextRenderer.LANGUAGES.stream()
          .filter(language -> !language.equals("en"))
          .filter(language -> exists(bundle, "_" + language) || !isOfCarrier(bundle))
          .forEach(language -> translations.add(arguments(bundle, language)));
    }
    return translations;
  }

  @Test
  void each_key_of_the_program_has_a_text() {
    assertThat(keys()).filteredOn(key -> !TextRenderer.has(key)).isEmpty();
  }

  /** A text without a key belongs to a deleted problem, or its key is misspelt. */
  @Test
  void each_text_has_a_key_in_the_program() {
    Set<String> knownKeys = keys();
    knownKeys.addAll(keysOfFormats());

    assertThat(allTexts())
        .filteredOn(key -> !knownKeys.contains(key) && !knownKeys.contains(withoutSuffix(key)))
        .isEmpty();
  }

  @Test
  void no_key_has_different_texts_in_two_bundles() {
    for (String language : List.of("", "_nb", "_da")) {
      Properties all = new Properties();
      for (String bundle : TextRenderer.basenames()) {
        properties(bundle, language)
            .forEach(
                (key, text) -> {
                  Object other = all.put(key, text);
                  assertThat(other == null ? text : other).as(key + language).isEqualTo(text);
                });
      }
    }
  }

  /** An apostrophe that is not doubled hides the arguments that follow. */
  @Test
  void each_text_shows_all_of_its_arguments() {
    for (String language : TextRenderer.LANGUAGES) {
      String suffix = language.equals("en") ? "" : "_" + language;
      for (String bundle : TextRenderer.basenames()) {
        properties(bundle, suffix)
            .forEach(
                (key, text) -> {
                  Object[] values =
                      Stream.iterate(0, n -> n + 1).limit(9).map(n -> "<" + n + ">").toArray();
                  String shown =
                      new MessageFormat((String) text, Locale.forLanguageTag(language))
                          .format(values);
                  for (String argument : argumentsOf((String) text)) {
                    assertThat(shown).as("%s in %s", key, language).contains("<" + argument + ">");
                  }
                });
      }
    }
  }

  @Test
  void the_page_does_not_name_options_or_commands() {
    Pattern commandLine = Pattern.compile("`order-import |--[a-z]");
    for (String language : TextRenderer.LANGUAGES) {
      TextRenderer page = new TextRenderer(Audience.PAGE, Locale.forLanguageTag(language));
      assertThat(hints())
          .extracting(hint -> page.render(new Text(hint, List.of())))
          .noneMatch(shown -> commandLine.matcher(shown).find());
    }
  }

  private static List<String> hints() {
    return kinds().map(kind -> kind.key() + Text.HINT).toList();
  }

  private static String withoutSuffix(String key) {
    return SUFFIX.matcher(key).replaceAll("");
  }

  private static Set<String> argumentsOf(String text) {
    return ARGUMENT
        .matcher(text)
        .results()
        .map(found -> found.group(1))
        .collect(Collectors.toSet());
  }

  /** The keys of all enums of the program. */
  private static Set<String> keys() {
    Set<String> keys = new HashSet<>();
    textKeys().map(TextKey::key).forEach(keys::add);
    kinds().forEach(kind -> keys.addAll(List.of(kind.key() + Text.HINT, kind.code() + ".title")));
    return keys;
  }

  private static Stream<ProblemKind> kinds() {
    return textKeys().filter(ProblemKind.class::isInstance).map(ProblemKind.class::cast);
  }

  private static Stream<TextKey> textKeys() {
    var scanner = new ClassPathScanningCandidateComponentProvider(false);
    scanner.addIncludeFilter(new AssignableTypeFilter(TextKey.class));
    return scanner.findCandidateComponents("orderimport").stream()
        .map(found -> type(Objects.requireNonNull(found.getBeanClassName())))
        .filter(Class::isEnum)
        .flatMap(type -> Stream.of(type.getEnumConstants()))
        .map(TextKey.class::cast);
  }

  private static Class<?> type(String name) {
    try {
      return Class.forName(name);
    } catch (ClassNotFoundException e) {
      throw new IllegalStateException(e);
    }
  }

  /** The keys and codes of the formats of the carriers' requests. */
  private static Collection<String> keysOfFormats() {
    Set<String> keys = new HashSet<>();
    for (Carrier carrier : Carriers.registered().all()) {
      keys.addAll(RequestConstraints.requireMessages(carrier));
    }
    return keys;
  }

  private static Set<String> allTexts() {
    Set<String> keys = new HashSet<>();
    TextRenderer.basenames()
        .forEach(bundle -> properties(bundle, "").keySet().forEach(key -> keys.add((String) key)));
    return keys;
  }

  /** A carrier may do without another language: its problems are shown in English there. */
  private static boolean isOfCarrier(String bundle) {
    return bundle.contains("/carrier/");
  }

  private static boolean exists(String bundle, String language) {
    return TextBundlesTest.class.getResource("/" + bundle + language + ".properties") != null;
  }

  @Test
  void a_text_without_a_translation_is_english() {
    String key = "site_twice";
    Text text = Text.of(key, "sites.code", "OSL-1");

    for (String language : TextRenderer.LANGUAGES) {
      assertThat(new TextRenderer(Audience.PAGE, Locale.forLanguageTag(language)).render(text))
          .isEqualTo(TextRenderer.ENGLISH.render(text))
          .startsWith("sites.code has the code OSL-1");
    }
  }

  private static Properties properties(String bundle, String language) {
    Properties properties = new Properties();
    if (isOfCarrier(bundle) && !exists(bundle, language)) {
      return properties;
    }
    String name = "/" + bundle + language + ".properties";
    try (Reader in =
        new InputStreamReader(
            TextBundlesTest.class.getResourceAsStream(name), StandardCharsets.UTF_8)) {
      properties.load(in);
    } catch (IOException e) {
      throw new IllegalStateException(e);
    }
    return properties;
  }
}
