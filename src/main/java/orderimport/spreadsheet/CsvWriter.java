package orderimport.spreadsheet;

import com.opencsv.CSVWriter;
import com.opencsv.ICSVWriter;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * A CSV file being written: UTF-8 without byte order mark, commas, quotes where needed, lines ended
 * by a line feed. A text that a spreadsheet program would run as a formula gets an apostrophe
 * before it, also behind a separator within the text: many programs split at semicolons or tabs.
 * Anything else, {@code +47 22 33 44 55} and {@code -1.5} too, stays as it is.
 */
public final class CsvWriter implements AutoCloseable {

  /** The full-width forms begin a formula in East Asian versions of Excel. */
  private static final String FORMULA_BEGINS = "=@+-\uFF1D\uFF20\uFF0B\uFF0D";

  private static final String LINE_BEGINS = "\t\r\n";

  /** A comma is not among them: it puts the field into quotation marks. */
  private static final Pattern BEHIND_SEPARATOR = Pattern.compile("(?<=[;|\t\r\n])");

  private static final Pattern PHONE_OR_NUMBER =
      Pattern.compile("\\+[0-9][0-9 ().-]*[;|]?|-[0-9][0-9.,]*[;|]?");

  private static final char AS_TEXT = '\'';

  private final ICSVWriter csv;

  private CsvWriter(ICSVWriter csv) {
    this.csv = csv;
  }

  public static CsvWriter create(Path file) throws IOException {
    return new CsvWriter(new CSVWriter(Files.newBufferedWriter(file, StandardCharsets.UTF_8)));
  }

  /** Writes a record; a null is an empty field. */
  public void line(@Nullable String... fields) {
    String[] safe = new String[fields.length];
    for (int i = 0; i < fields.length; i++) {
      safe[i] = safe(fields[i]);
    }
    csv.writeNext(safe, false);
  }

  private static String safe(@Nullable String field) {
    if (field == null || field.isEmpty()) {
      return "";
    }
    StringBuilder safe = new StringBuilder(field.length());
    if (LINE_BEGINS.indexOf(field.charAt(0)) >= 0) {
      safe.append(AS_TEXT);
    }
    for (String part : BEHIND_SEPARATOR.split(field)) {
      if (isFormula(part)) {
        safe.append(AS_TEXT);
      }
      safe.append(part);
    }
    return safe.toString();
  }

  /** Blanks and quotation marks before a formula do not keep it from being one everywhere. */
  private static boolean isFormula(String part) {
    int begin = 0;
    while (begin < part.length() && isSkipped(part.charAt(begin))) {
      begin++;
    }
    return begin < part.length()
        && FORMULA_BEGINS.indexOf(part.charAt(begin)) >= 0
        && !PHONE_OR_NUMBER.matcher(part.substring(begin)).matches();
  }

  private static boolean isSkipped(char c) {
    return c == '"' || Blanks.isBlank(c);
  }

  @Override
  public void close() {
    try (csv) {
      // The library keeps what went wrong to itself until it is asked.
      if (csv.checkError()) {
        throw csv.getException();
      }
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
