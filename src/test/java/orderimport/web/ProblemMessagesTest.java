package orderimport.web;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.InputStream;
import java.io.InputStreamReader;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Locale;
import java.util.Objects;
import java.util.Properties;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.springframework.context.i18n.LocaleContextHolder;

/** The words of the kinds of problems. */
class ProblemMessagesTest {
  private static final List<String> LANGUAGES = List.of("", "_nb", "_da");
  private static final String CODE = "\"([a-z]+(?:_[a-z0-9]+)*)\"";

  /** How the sources give a problem its code. */
  private static final List<Pattern> GIVEN =
      List.of(
          Pattern.compile("new (?:Issue|Rejected|Violation)\\(\\s*" + CODE),
          Pattern.compile("\\bcode = " + CODE),
          Pattern.compile(CODE + ",\\s*(?:(?:\\w+ \\? )?Severity\\.|earlier\\.status\\(\\))"),
          Pattern.compile("breaches\\.add\\(\\s*[^,]+,\\s*" + CODE),
          Pattern.compile("skipped\\(\\s*\\w+,\\s*" + CODE),
          Pattern.compile("(?:return|throw) rejected\\([^\";{]*" + CODE),
          Pattern.compile(
              "String (?:CARRIER_STOPPED|DIFFERS?|ROWS_LEFT|OTHER_HOST|NOT_LIVE|CODE|SHOWS_MORE) = "
                  + CODE));

  @AfterEach
  void forgetTheLanguage() {
    LocaleContextHolder.resetLocaleContext();
  }

  @Test
  void each_kind_of_problem_has_a_name_and_what_to_do_in_each_language() throws Exception {
    Set<String> codes = new TreeSet<>(codesOfSources());
    codes.addAll(codesOfRules());
    assertThat(codes).hasSizeGreaterThan(65);
    for (String language : LANGUAGES) {
      Properties words = words(language);
      assertThat(words.stringPropertyNames())
          .as("words" + language)
          .containsExactlyInAnyOrderElementsOf(
              codes.stream().flatMap(code -> Stream.of(code, code + ".do")).toList());
      assertThat(words.values()).allSatisfy(text -> assertThat((String) text).isNotBlank());
    }
  }

  private static Set<String> codesOfSources() throws IOException {
    Set<String> codes = new TreeSet<>();
    try (Stream<Path> files = Files.walk(Path.of("src/main/java"))) {
      for (Path file : files.filter(each -> each.toString().endsWith(".java")).toList()) {
        String source = Files.readString(file);
        for (Pattern given : GIVEN) {
          Matcher code = given.matcher(source);
          while (code.find()) {
            codes.add(code.group(1));
          }
        }
      }
    }
    return codes;
  }

  /** What the carriers' requests are told to break, each kind of them. */
  private static Set<String> codesOfRules() throws IOException {
    try (Stream<Path> files = Files.walk(Path.of("src/test/resources/carriers"))) {
      return files
          .filter(file -> file.endsWith("rules.txt"))
          .flatMap(ProblemMessagesTest::lines)
          .filter(line -> line.contains(" -> ") && !line.startsWith("#"))
          .map(line -> line.substring(line.lastIndexOf(" -> ") + 4))
          .flatMap(broken -> Stream.of(broken.split("[,;]")))
          .map(broken -> broken.strip().replace(" warning", ""))
          .map(broken -> broken.substring(broken.lastIndexOf(' ') + 1))
          .filter(code -> !code.equals("valid"))
          .collect(Collectors.toCollection(TreeSet::new));
    }
  }

  private static Stream<String> lines(Path file) {
    try {
      return Files.readAllLines(file).stream();
    } catch (IOException e) {
      throw new IllegalStateException(e);
    }
  }

  /** Those of all bundles; what two of them have is the same in both. */
  private static Properties words(String language) throws IOException {
    Properties all = new Properties();
    for (String basename : ProblemMessages.basenames()) {
      Properties own = new Properties();
      String name = "/" + basename + language + ".properties";
      try (InputStream bundle = ProblemMessagesTest.class.getResourceAsStream(name)) {
        own.load(
            new InputStreamReader(
                Objects.requireNonNull(bundle, name + " is missing"), StandardCharsets.UTF_8));
      }
      own.forEach(
          (key, text) -> assertThat(all.put(key, text)).as(name + " " + key).isIn(null, text));
    }
    return all;
  }

  @Test
  void in_another_language_the_kind_is_told_and_the_english_sentence_stands_beneath()
      throws Exception {
    LocaleContextHolder.setLocale(Locale.forLanguageTag("nb-NO"));
    var localizedText =
        new ProblemMessages()
            .localized("too_long", "notes is longer than 60 characters.", "Shorten.");
    assertThat(localizedText.language()).isEqualTo("nb");
    assertThat(localizedText.title()).isEqualTo("Teksten er for lang");
    assertThat(localizedText.todo()).isEqualTo("Gjør den kortere.");
    assertThat(localizedText.detail()).isEqualTo("notes is longer than 60 characters. Shorten.");
  }

  @Test
  void in_english_the_sentence_itself_is_told() throws Exception {
    LocaleContextHolder.setLocale(Locale.UK);
    var localizedText =
        new ProblemMessages()
            .localized("too_long", "notes is longer than 60 characters.", "Shorten.");
    assertThat(localizedText.title()).isEqualTo("notes is longer than 60 characters.");
    assertThat(localizedText.todo()).isEqualTo("Shorten.");
    assertThat(localizedText.detail()).isNull();
  }

  @Test
  void a_hint_for_the_command_line_is_told_as_what_the_page_can_do() throws Exception {
    LocaleContextHolder.setLocale(Locale.UK);
    var localizedText =
        new ProblemMessages()
            .localized(
                "in_doubt", "Nobody knows.", "Say `order-import resolve granite A --accepted ID`.");
    assertThat(localizedText.todo()).contains("“In doubt”").doesNotContain("order-import");
  }

  @Test
  void a_kind_without_words_is_told_in_english() throws Exception {
    LocaleContextHolder.setLocale(Locale.forLanguageTag("da-DK"));
    var localizedText =
        new ProblemMessages().localized("of_a_new_carrier", "It is wrong.", "Mend it.");
    assertThat(localizedText.language()).isEqualTo("en");
    assertThat(localizedText.title()).isEqualTo("It is wrong.");
  }
}
