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
 * before it; anything else, {@code +47 22 33 44 55} and {@code -1.5} too, stays as it is.
 */
public final class CsvWriter implements AutoCloseable {

  private static final String FORMULA_BEGINS = "=@\t\r\n+-";
  private static final Pattern PHONE_OR_NUMBER =
      Pattern.compile("\\+[0-9][0-9 ().-]*|-[0-9][0-9.,]*");

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
    boolean formula =
        FORMULA_BEGINS.indexOf(field.charAt(0)) >= 0 && !PHONE_OR_NUMBER.matcher(field).matches();
    return formula ? "'" + field : field;
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
