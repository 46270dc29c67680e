package orderimport.web;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.ResourceBundle;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import orderimport.web.RecordedTextTranslator.LocalizedText;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.springframework.context.i18n.LocaleContextHolder;

/** How files were read and why orders are in doubt, in the reader's language. */
class RecordedTextTranslatorTest {
  private static final Path SOURCES = Path.of("src/main/java/orderimport");
  private static final String TEXT = "\"([^\"]+)\"";
  private static final List<String> VALUES =
      List.of("UTF-8", ";", "30 s", "502", "302", "(br)", "_id");

  private final RecordedTextTranslator recordedTextTranslator = new RecordedTextTranslator();

  @AfterEach
  void forgetTheLanguage() {
    LocaleContextHolder.resetLocaleContext();
  }

  private LocalizedText in(String language, String recorded) {
    LocaleContextHolder.setLocale(Locale.forLanguageTag(language));
    return recordedTextTranslator.localized(recorded);
  }

  @Test
  void each_text_that_the_sources_can_record_has_its_words_in_each_language() throws Exception {
    Set<String> recorded = recorded();
    assertThat(ResourceBundle.getBundle("orderimport/web/sentences", Locale.ROOT).keySet())
        .hasSameSizeAs(recorded);
    for (String language : List.of("nb", "da")) {
      for (String text : recorded) {
        LocalizedText localizedText = in(language, text);
        assertThat(localizedText.language()).as(text).isEqualTo(language);
        assertThat(localizedText.text()).isNotEqualTo(text).doesNotContain("{", "''");
        VALUES.stream()
            .filter(text::contains)
            .forEach(value -> assertThat(localizedText.text()).contains(value));
      }
      assertThat(recorded.stream().map(text -> in(language, text).text())).doesNotHaveDuplicates();
    }
  }

  @Test
  void in_english_all_stays_as_it_was_recorded() throws Exception {
    assertThat(recorded())
        .allSatisfy(text -> assertThat(in("en-GB", text)).isEqualTo(new LocalizedText("en", text)));
  }

  @Test
  void what_varies_is_told_as_it_was_recorded() {
    assertThat(in("nb-NO", "CSV, windows-1252, separated by ,").text())
        .isEqualTo("CSV, windows-1252, skilt med ,");
    assertThat(in("nb-NO", "CSV, UTF-8, separated by tab").text())
        .isEqualTo("CSV, UTF-8, skilt med tabulator");
    assertThat(in("da-DK", "no complete answer within 30 s").text())
        .isEqualTo("intet fuldstændigt svar inden for 30 s");
    assertThat(in("da-DK", "The carrier's response has no opportunity_id.").text())
        .isEqualTo("operatørens svar har ingen opportunity_id");
  }

  @Test
  void a_text_that_is_not_known_stays_english() {
    for (String text : List.of("of another version", "it answered", "Excel workbook, of sorts")) {
      assertThat(in("nb-NO", text)).isEqualTo(new LocalizedText("en", text));
    }
  }

  /** All that the sources can record, with values as they could be. */
  private static Set<String> recorded() throws IOException {
    Set<String> all = new TreeSet<>();
    String format = "String format\\(\\) \\{\\s+return " + TEXT;
    all.addAll(texts("spreadsheet/XlsxSpreadsheet", format, 1));
    all.addAll(texts("spreadsheet/XlsSpreadsheet", format, 1));
    String csv = texts("spreadsheet/CsvSpreadsheet", format, 1).get(0);
    Stream.concat(Stream.of(";"), texts("spreadsheet/Delimiter", "[?] " + TEXT, 2).stream())
        .forEach(delimiter -> all.add(csv.formatted("UTF-8", delimiter)));
    all.addAll(texts("order/InDoubtOrders", "\"detail\"\\), " + TEXT, 1));
    texts("placement/TransportErrors", "return " + TEXT, 9).stream()
        .filter(text -> text.contains("answer"))
        .forEach(all::add);
    texts(
            "placement/CarrierHttpClient",
            "return " + TEXT + "(?= . TransportErrors.describe.responseTimeout)",
            1)
        .forEach(text -> all.add(text + "30 s"));
    texts("placement/CarrierClient", "new Outcome.InDoubt\\(" + TEXT, 2)
        .forEach(text -> all.add(text.endsWith(" ") ? text + "502" : text));
    texts("placement/CarrierClient", "String why = " + TEXT, 1)
        .forEach(text -> all.add(text.formatted("302")));
    texts("placement/OutcomeRecorder", "new Outcome.InDoubt\\(\\s*" + TEXT, 1)
        .forEach(text -> all.add(text.formatted("_id", "SITE-1", 7)));
    texts("placement/ResponseBody", "(?:TOO_LARGE = |Part.of\\(\\s*)" + TEXT, 3)
        .forEach(text -> all.add(text.formatted("br")));
    all.addAll(texts("carrier/globalconnect/GlobalConnectTesting", "Ambiguous\\(" + TEXT, 1));
    String start = texts("carrier/ResponseJson", "Ambiguous\\(" + TEXT, 1).get(0);
    texts("carrier/ResponseJson", "[?:] " + TEXT, 3).stream()
        .forEach(text -> all.add(start + (text.endsWith(" ") ? text + "_id" : text) + "."));
    return all;
  }

  private static List<String> texts(String source, String pattern, int times) throws IOException {
    List<String> found =
        Pattern.compile(pattern)
            .matcher(Files.readString(SOURCES.resolve(source + ".java")))
            .results()
            .map(each -> each.group(1))
            .toList();
    assertThat(found).as(source).hasSize(times);
    return found;
  }

  @Test
  void orders_come_to_be_in_doubt_in_no_other_places() throws Exception {
    assertThat(places("new Outcome.InDoubt("))
        .containsExactly(Map.entry("CarrierClient.java", 6), Map.entry("OutcomeRecorder.java", 1));
    assertThat(places("new OrderResponse.Ambiguous("))
        .containsExactly(
            Map.entry("GlobalConnectTesting.java", 1), Map.entry("ResponseJson.java", 1));
  }

  private static Map<String, Integer> places(String words) throws IOException {
    Map<String, Integer> places = new TreeMap<>();
    try (Stream<Path> files = Files.walk(SOURCES)) {
      for (Path file : files.filter(Files::isRegularFile).toList()) {
        int times = Files.readString(file).split(Pattern.quote(words), -1).length - 1;
        if (times > 0) {
          places.put(String.valueOf(file.getFileName()), times);
        }
      }
    }
    return places;
  }
}
