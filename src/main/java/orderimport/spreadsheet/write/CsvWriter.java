package orderimport.spreadsheet.write;

import com.opencsv.CSVWriter;
import com.opencsv.ICSVWriter;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.io.Writer;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.regex.Pattern;
import orderimport.spreadsheet.Blanks;
import org.jspecify.annotations.Nullable;

/**
 * Writes a CSV file: UTF-8 without byte order mark, comma-separated, quoted where needed, line
 * feeds. Text that a spreadsheet program would run as a formula is prefixed with an apostrophe,
 * also after a separator within the text, because many programs split at semicolons or tabs. All
 * other text is unchanged, including {@code +47 22 33 44 55} and {@code -1.5}.
 */
public final class CsvWriter implements AutoCloseable {

  /** The full-width characters start a formula in East Asian versions of Excel. */
  private static final String FORMULA_START = "=@+-\uFF1D\uFF20\uFF0B\uFF0D";

  private static final String LEADING_SEPARATORS = "\t\r\n";

  /** The separators other than the comma: a field that contains a comma is quoted. */
  private static final String SEPARATORS = ";|\t\r\n";

  private static final Pattern AFTER_SEPARATOR = Pattern.compile("(?<=[" + SEPARATORS + "])");

  private static final Pattern PHONE_OR_NUMBER =
      Pattern.compile("\\+[0-9][0-9 ().-]*[;|]?|-[0-9][0-9.,]*[;|]?");

  private static final char APOSTROPHE = '\'';

  private final ICSVWriter csv;

  private CsvWriter(ICSVWriter csv) {
    this.csv = csv;
  }

  public static CsvWriter create(Path file) throws IOException {
    return to(Files.newBufferedWriter(file, StandardCharsets.UTF_8));
  }

  /** Writes to a writer, which is closed with this one. */
  public static CsvWriter to(Writer writer) {
    return new CsvWriter(new CSVWriter(writer));
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
    } else if (Character.isLetterOrDigit(field.charAt(0)) && !hasSeparator(field)) {
      return field;
    }
    StringBuilder safe = new StringBuilder(field.length());
    if (LEADING_SEPARATORS.indexOf(field.charAt(0)) >= 0) {
      safe.append(APOSTROPHE);
    }
    for (String part : AFTER_SEPARATOR.split(field)) {
      if (isFormula(part)) {
        safe.append(APOSTROPHE);
      }
      safe.append(part);
    }
    return safe.toString();
  }

  private static boolean hasSeparator(String field) {
    for (int i = 0; i < field.length(); i++) {
      if (SEPARATORS.indexOf(field.charAt(i)) >= 0) {
        return true;
      }
    }
    return false;
  }

  /** Ignores leading blanks and quotation marks, as some programs do. */
  private static boolean isFormula(String part) {
    int begin = 0;
    while (begin < part.length() && isSkipped(part.charAt(begin))) {
      begin++;
    }
    return begin < part.length()
        && FORMULA_START.indexOf(part.charAt(begin)) >= 0
        && !PHONE_OR_NUMBER.matcher(part.substring(begin)).matches();
  }

  private static boolean isSkipped(char c) {
    return c == '"' || Blanks.isBlank(c);
  }

  @Override
  public void close() {
    try (csv) {
      // The library does not throw write errors itself.
      if (csv.checkError()) {
        throw csv.getException();
      }
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
