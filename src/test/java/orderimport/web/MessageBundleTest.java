package orderimport.web;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.Reader;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Properties;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import orderimport.imports.AuditLog;
import orderimport.order.OrderStatus;
import orderimport.report.ResultStatus;
import orderimport.web.imports.Badge;
import org.junit.jupiter.api.Test;

/** The page's texts in each language. */
class MessageBundleTest {
  private static final Path FOLDER = Path.of("src/main/resources/orderimport/web");
  private static final Pattern USED = Pattern.compile("[#]\\{([a-z][\\w.-]+)[({}]");

  private static Properties read(String name) throws Exception {
    Properties properties = new Properties();
    try (Reader reader = Files.newBufferedReader(FOLDER.resolve(name))) {
      properties.load(reader);
    }
    return properties;
  }

  @Test
  void each_language_has_each_text_with_the_same_placeholders() throws Exception {
    Properties english = read("messages.properties");
    for (String other : List.of("messages_nb.properties", "messages_da.properties")) {
      Properties texts = read(other);
      assertThat(texts.stringPropertyNames()).isEqualTo(english.stringPropertyNames());
      for (String key : english.stringPropertyNames()) {
        assertThat(placeholders(texts.getProperty(key)))
            .as(other + " " + key)
            .isEqualTo(placeholders(english.getProperty(key)));
        assertThat(texts.getProperty(key)).as(other + " " + key).isNotBlank();
      }
    }
  }

  private static Set<String> placeholders(String text) {
    Set<String> found = new TreeSet<>();
    Matcher placeholder = Pattern.compile("\\{\\d}").matcher(text);
    while (placeholder.find()) {
      found.add(placeholder.group());
    }
    return found;
  }

  @Test
  void every_key_that_the_page_uses_exists() throws Exception {
    Set<String> used = new TreeSet<>();
    try (Stream<Path> pages = Files.list(FOLDER.resolve("pages"))) {
      for (Path page : pages.toList()) {
        Matcher key = USED.matcher(Files.readString(page));
        while (key.find()) {
          used.add(key.group(1));
        }
      }
    }
    ResultStatus.OF_ROWS.forEach(
        status -> used.addAll(List.of("status." + status, "meaning." + status)));
    used.addAll(List.of("corrections.by", "corrections.of", "sum.fixed", "notice.replaced"));
    Stream.of(Badge.values()).forEach(badge -> used.add("badge." + badge));
    Stream.of(OrderStatus.values())
        .filter(status -> status != OrderStatus.ACCEPTED)
        .forEach(status -> used.add("sum." + status));
    Stream.of(AuditLog.Action.values())
        .forEach(action -> used.addAll(List.of("action." + action, "did." + action)));
    assertThat(read("messages.properties").stringPropertyNames()).containsAll(used);
  }
}
