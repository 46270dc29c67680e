package orderimport;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/**
 * Keeps the vocabulary: each concept has one word, in identifiers, comments, texts and documents.
 * The file {@code glossary.txt} lists the words that are not used, and what to write instead.
 */
class GlossaryTest {
  private static final List<String> DOCUMENTS =
      List.of("README.md", "CONTRIBUTING.md", "CHANGELOG.md", "SECURITY.md");
  private static final List<String> FOLDERS =
      List.of("src/main", "src/test", "src/docs", "job-config");
  private static final Pattern TEXT_FILE =
      Pattern.compile(".*\\.(java|md|html|js|css|sql|yml|properties|txt|xml|service|timer)");
  private static final Pattern OTHER_LANGUAGE = Pattern.compile(".*_(nb|da)\\.properties");

  private static final Pattern IN_IDENTIFIER = Pattern.compile("(?<=[a-z0-9])(?=[A-Z])");
  private static final Pattern JOINED = Pattern.compile("[_\\-/]+");

  private record Entry(String alternatives, Pattern word, String instead, Pattern allowed) {
    String withoutAllowed(String words) {
      return allowed.matcher(words).replaceAll("…");
    }
  }

  @Test
  void no_word_of_the_left_column_is_used() throws IOException {
    List<Entry> entries = entries();
    // To look for the boundary of a word once, not for each entry, takes a small part of the time.
    Pattern anyWord =
        word(entries.stream().map(Entry::alternatives).collect(Collectors.joining("|")));
    List<String> found = new ArrayList<>();
    for (Path file : files()) {
      int number = 0;
      for (String line : Files.readAllLines(file, StandardCharsets.ISO_8859_1)) {
        number++;
        String words = words(line);
        if (anyWord.matcher(words).find()) {
          for (Entry entry : entries) {
            Matcher matcher = entry.word().matcher(entry.withoutAllowed(words));
            if (matcher.find()) {
              found.add(
                  "%s:%d: \"%s\": write %s"
                      .formatted(file, number, matcher.group(), entry.instead()));
            }
          }
        }
      }
    }
    assertThat(found).isEmpty();
  }

  @Test
  void each_entry_finds_its_word_in_all_spellings() throws IOException {
    assertThat(entries()).hasSizeGreaterThan(20);
    Entry resume = entry("go on");
    assertThat(Stream.of("goOn();", "GO_ON", "/go-on", "It goes on.", "Go on"))
        .allMatch(line -> resume.word().matcher(words(line)).find());
    assertThat(words("recommended, commendable")).doesNotContainPattern(entry("mend").word());
  }

  private static Entry entry(String word) throws IOException {
    return entries().stream()
        .filter(each -> each.word().matcher(word).find())
        .findFirst()
        .orElseThrow();
  }

  /** The words of a line in lower case, with those of an identifier apart. */
  private static String words(String line) {
    String apart = IN_IDENTIFIER.matcher(line).replaceAll(" ");
    return JOINED.matcher(apart).replaceAll(" ").toLowerCase(Locale.ROOT);
  }

  private static Pattern word(String alternatives) {
    return Pattern.compile("\\b(%s)\\b".formatted(alternatives));
  }

  private static List<Entry> entries() throws IOException {
    List<Entry> entries = new ArrayList<>();
    for (String line : Files.readAllLines(Path.of("src/test/resources/glossary.txt"))) {
      if (!line.isBlank() && !line.startsWith("#")) {
        String[] parts = line.split(" \\| ", -1);
        entries.add(
            new Entry(
                parts[0].strip(),
                word(parts[0].strip()),
                parts[1].strip(),
                Pattern.compile(parts.length > 2 ? parts[2].strip() : "(?!)")));
      }
    }
    return entries;
  }

  private static List<Path> files() throws IOException {
    List<Path> files = new ArrayList<>(DOCUMENTS.stream().map(Path::of).toList());
    for (String folder : FOLDERS) {
      try (Stream<Path> all = Files.walk(Path.of(folder))) {
        all.filter(Files::isRegularFile)
            .filter(file -> TEXT_FILE.matcher(file.toString()).matches())
            .filter(file -> !OTHER_LANGUAGE.matcher(file.toString()).matches())
            .filter(file -> !file.endsWith("glossary.txt"))
            .filter(file -> !file.endsWith("GlossaryTest.java"))
            .forEach(files::add);
      }
    }
    return files;
  }
}
