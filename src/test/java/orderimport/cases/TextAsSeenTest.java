package orderimport.cases;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.OutputStream;
import java.nio.charset.Charset;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Locale;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.Combinators;
import net.jqwik.api.ForAll;
import net.jqwik.api.From;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;
import net.jqwik.api.lifecycle.AfterContainer;
import net.jqwik.api.lifecycle.BeforeContainer;
import orderimport.imports.ImportOptions;
import org.apache.poi.hssf.usermodel.HSSFWorkbook;
import org.apache.poi.ss.usermodel.Cell;
import org.apache.poi.ss.usermodel.CellStyle;
import org.apache.poi.ss.usermodel.DataFormatter;
import org.apache.poi.ss.usermodel.Row;
import org.apache.poi.ss.usermodel.Sheet;
import org.apache.poi.ss.usermodel.Workbook;
import org.apache.poi.xssf.usermodel.XSSFWorkbook;
import org.springframework.util.FileSystemUtils;

/**
 * The text that reaches a carrier is what the user saw in the cell, or a problem says why not, for
 * any number format, encoding and language of the spreadsheet program.
 */
class TextAsSeenTest {
  private static final List<Locale> LOCALES =
      List.of(Locale.US, Locale.forLanguageTag("nb-NO"), Locale.forLanguageTag("da-DK"));
  private static final List<String> WRITTEN_IN =
      List.of("UTF-8", "UTF-16LE", "windows-1252", "x-MacRoman", "IBM850", "IBM865");
  private static final Pattern SENT = Pattern.compile(".* installCallName=\"(.*?)\".*");

  private static final Pattern SYMBOLS = Pattern.compile("[½–“”’°§]");

  /** A problem of the cell with the text. */
  private static final Pattern PROBLEM = Pattern.compile("(error|warning) \\S+!C2 .*");

  private static Path folder = Path.of("");

  @BeforeContainer
  static void makeFolder() throws IOException {
    folder = Files.createTempDirectory("as-seen");
  }

  @AfterContainer
  static void deleteFolder() throws IOException {
    FileSystemUtils.deleteRecursively(folder);
  }

  @Property(tries = 100, seed = "20261126")
  void a_number_in_any_format_is_sent_as_shown(
      @ForAll @From("numbers") double number,
      @ForAll @From("formats") String format,
      @ForAll boolean old)
      throws IOException {
    Path file = folder.resolve(old ? "n.xls" : "n.xlsx");
    try (Workbook workbook = old ? new HSSFWorkbook() : new XSSFWorkbook()) {
      Cell cell = textCellWithHeadings(workbook.createSheet("telecomx"));
      cell.setCellValue(number);
      CellStyle style = workbook.createCellStyle();
      style.setDataFormat(workbook.createDataFormat().getFormat(format));
      cell.setCellStyle(style);
      save(workbook, file);
    }

    assertSentAsSeenOrReported(
        file, LOCALES.stream().map(locale -> shown(number, format, locale)).toList());
  }

  @Property(tries = 100, seed = "20261126")
  void a_text_in_any_encoding_is_sent_unchanged(
      @ForAll @From("texts") String some, @ForAll @From("encodings") String encoding)
      throws IOException {
    // A lone symbol may be a valid character in several of the old encodings.
    boolean old = encoding.startsWith("x-") || encoding.startsWith("IBM");
    String text = old ? SYMBOLS.matcher(some).replaceAll("") : some;
    Path file = folder.resolve("telecomx.csv");
    String mark = encoding.startsWith("UTF-16") ? "\uFEFF" : "";
    Files.write(file, (mark + csv(text)).getBytes(Charset.forName(encoding)));

    assertSentAsSeenOrReported(file, List.of(text));
  }

  @Property(tries = 100, seed = "20261126")
  void a_text_read_in_the_wrong_encoding_is_reported(
      @ForAll @From("words") String text, @ForAll @From("pairs") String pair, @ForAll boolean csv)
      throws IOException {
    String writtenIn = pair.split(" as ")[0];
    String readIn = pair.split(" as ")[1];
    String damaged = new String(text.getBytes(Charset.forName(writtenIn)), Charset.forName(readIn));
    Path file;
    if (csv || damaged.indexOf('\uFFFE') >= 0) {
      file = Files.writeString(folder.resolve("telecomx.csv"), csv(damaged), UTF_8);
    } else {
      file = folder.resolve("d.xlsx");
      try (Workbook workbook = new XSSFWorkbook()) {
        textCellWithHeadings(workbook.createSheet("telecomx")).setCellValue(damaged);
        save(workbook, file);
      }
    }

    assertSentAsSeenOrReported(file, List.of(text));
  }

  private static void assertSentAsSeenOrReported(Path file, List<String> seen) {
    List<String> outcome = DryRunInterpreter.of(file, ImportOptions.NONE);
    boolean explained =
        outcome.stream()
            .anyMatch(line -> PROBLEM.matcher(line).matches() || line.startsWith("unreadable"));
    if (!explained) {
      String sent =
          outcome.stream()
              .map(SENT::matcher)
              .filter(Matcher::matches)
              .map(matcher -> matcher.group(1))
              .findFirst()
              .orElse("");
      assertThat(seen)
          .as("%s", outcome)
          .anyMatch(each -> withoutGrouping(each).equals(withoutGrouping(sent)));
    }
  }

  /** Removes thousands separators, unless there are invisible characters around the number. */
  private static String withoutGrouping(String text) {
    String stripped = text.strip().replace('\u2212', '-');
    return stripped.matches("-?\\d{1,3}([.,\\h’]\\d{3})+")
        ? stripped.replaceAll("[.,\\h’]", "")
        : stripped;
  }

  private static String shown(double number, String format, Locale locale) {
    return new DataFormatter(locale).formatRawCellContents(number, -1, format);
  }

  private static Cell textCellWithHeadings(Sheet sheet) {
    Row headings = sheet.createRow(0);
    Row row = sheet.createRow(1);
    List<String> texts = List.of("order_ref", "installCallNumber", "installCallName");
    for (int column = 0; column < texts.size(); column++) {
      headings.createCell(column).setCellValue(texts.get(column));
    }
    row.createCell(0).setCellValue("A-1");
    row.createCell(1).setCellValue("71910001");
    return row.createCell(2);
  }

  private static void save(Workbook workbook, Path file) throws IOException {
    try (OutputStream out = Files.newOutputStream(file)) {
      workbook.write(out);
    }
  }

  private static String csv(String text) {
    return "order_ref;installCallNumber;installCallName\r\nA-1;71910001;\"%s\"\r\n"
        .formatted(text.replace("\"", "\"\""));
  }

  @Provide
  Arbitrary<Double> numbers() {
    return Arbitraries.oneOf(
        // The formatter of the comparison omits a sign before zero, misplaces literals between
        // digits, as in 00-00, and takes a quoted "%" for a percent sign.
        Arbitraries.integers().between(1, 99_999).map(Integer::doubleValue),
        Arbitraries.integers().between(-99, -1).map(Integer::doubleValue),
        Arbitraries.longs().between(1, 999_999_999_999_999L).map(Long::doubleValue),
        Arbitraries.integers().between(1, 99_999).map(n -> n / 100.0));
  }

  @Provide
  Arbitrary<String> formats() {
    return Arbitraries.of(
        "General",
        "0",
        "0000",
        "00000000",
        "0.00",
        "0.0#",
        "#",
        "#,##0",
        "#,##0.00",
        "# ##0",
        "0%",
        "0.0%",
        "0.00E+00",
        "##0.0E+0",
        "# ?/?",
        "@",
        "0,",
        "0.0,,",
        ";;;",
        "0;-0;;@",
        "\"SITE \"0",
        "\"SITE \"0000",
        "0\" stk\"",
        "\"kr\" #,##0",
        "#,##0 \"kr\"",
        "[$kr-414] #,##0.00",
        "[Red]0",
        "[Blue]0;[Red]-0",
        "[>=1000]0\" stor\";0\" liten\"",
        "0_)",
        "(0)",
        "0;(0)",
        "\\A0",
        "0*-",
        "_-* #,##0_-",
        "-0",
        "+0;-0");
  }

  @Provide
  Arbitrary<String> encodings() {
    return Arbitraries.of(WRITTEN_IN);
  }

  /** The ways in which letters get damaged in practice. */
  @Provide
  Arbitrary<String> pairs() {
    return Arbitraries.of(
        "UTF-8 as windows-1252",
        "UTF-8 as ISO-8859-1",
        "UTF-8 as x-MacRoman",
        "UTF-8 as IBM850",
        "windows-1252 as UTF-8",
        "x-MacRoman as windows-1252",
        "IBM850 as windows-1252",
        "IBM865 as windows-1252",
        "IBM850 as ISO-8859-1",
        "windows-1252 as x-MacRoman",
        "windows-1252 as IBM850",
        "windows-1252 as US-ASCII",
        "x-MacRoman as UTF-8");
  }

  /**
   * Each has a Norwegian or Danish letter inside: a damaged first letter is not always
   * recognizable, and the Mac Roman byte of ö is a letter of other languages in windows-1252.
   */
  @Provide
  Arbitrary<String> words() {
    Arbitrary<String> words =
        Arbitraries.of(
            "Blåbærvej",
            "Brøndby",
            "Ærøskøbing",
            "Tromsøya",
            "Kåre",
            "Bjørn",
            "Søren",
            "Næss",
            "Lærdal",
            "Smørum",
            "Rødøy",
            "Gjøvik",
            "Sjælland");
    return Combinators.combine(words, Arbitraries.of("", " 12", " vej", ", Oslo", "\n3. sal"))
        .as((word, more) -> word + more);
  }

  @Provide
  Arbitrary<String> texts() {
    Arbitrary<String> words =
        Arbitraries.of(
            "Blåbærvej",
            "Brøndby",
            "Ærøskøbing",
            "Østergade",
            "Århus",
            "Ålesund",
            "Tromsø",
            "Bodø",
            "Kåre",
            "Bjørn",
            "Søren",
            "Åse",
            "Øyvind",
            "Ødegård",
            "Næss",
            "Lærdal",
            "HØNEFOSS",
            "KØBENHAVN",
            "VÅGÅ",
            "FÆRØYENE",
            "Malmö",
            "Göteborg",
            "Växjö",
            "Jönköping",
            "Müller",
            "José",
            "Renée",
            "Smørum",
            "Storgata 1",
            "O'Brien",
            "25 °C",
            "§ 5",
            "½ etg.",
            "Hansen & Sønn",
            "3. etg. til høyre",
            "–",
            "“Villa”",
            "d’Arc",
            "Kari Nordmann",
            "Rødøy",
            "Gjøvik",
            "Sjælland",
            "Ringkøbing-Skjern",
            "Æblevej");
    return Combinators.combine(words, words, Arbitraries.of(" ", ", ", "-", "/"))
        .as((one, other, between) -> one + between + other);
  }
}
