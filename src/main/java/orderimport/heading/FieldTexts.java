package orderimport.heading;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import orderimport.carrier.Carrier;
import orderimport.carrier.Carriers;
import orderimport.carrier.InvalidConfigurationException;
import org.yaml.snakeyaml.LoaderOptions;
import org.yaml.snakeyaml.Yaml;
import org.yaml.snakeyaml.constructor.SafeConstructor;
import org.yaml.snakeyaml.error.YAMLException;

/**
 * The labels and descriptions of columns in the language of a user: from {@code fields_nb.yml} and
 * {@code fields_da.yml} in the carrier's package, which translate the English ones. What they do
 * not have is shown in English.
 */
public final class FieldTexts {
  private static final List<String> LANGUAGES = List.of("nb", "da");

  private final Map<String, Map<String, String>> byLanguage = new HashMap<>();

  /**
   * @throws InvalidConfigurationException if a file is not valid
   */
  public FieldTexts(Carriers carriers) {
    for (String language : LANGUAGES) {
      String file = "fields_%s.yml".formatted(language);
      Map<String, String> texts = new HashMap<>();
      for (Carrier carrier : carriers.all()) {
        texts.putAll(read(carrier.getClass(), file));
      }
      texts.putAll(read(FieldTexts.class, file));
      byLanguage.put(language, texts);
    }
  }

  private static Map<String, String> read(Class<?> neighbour, String file) {
    try (InputStream yaml = neighbour.getResourceAsStream(file)) {
      Map<String, String> texts = new HashMap<>();
      if (yaml != null
          && new Yaml(new SafeConstructor(new LoaderOptions())).load(yaml)
              instanceof Map<?, ?> map) {
        map.forEach((english, text) -> texts.put(String.valueOf(english), String.valueOf(text)));
      }
      return texts;
    } catch (YAMLException e) {
      throw new InvalidConfigurationException(file + " is not valid YAML: " + e.getMessage(), e);
    } catch (IOException e) {
      throw new UncheckedIOException("Cannot read " + file, e);
    }
  }

  /** The name of a column: its first heading in {@code columns.yml}, or else its path. */
  public String label(Column column, Locale locale) {
    return translated(
        column.headings().isEmpty() ? column.path() : column.headings().get(0), locale);
  }

  /** What a column means, in one sentence without the full stop. */
  public String description(Column column, Locale locale) {
    return translated(column.description(), locale);
  }

  /** A text of a field or an object of fields; English if there is no translation. */
  public String translated(String english, Locale locale) {
    return byLanguage.getOrDefault(locale.getLanguage(), Map.of()).getOrDefault(english, english);
  }
}
