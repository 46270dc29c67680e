package orderimport.spreadsheet;

import de.siegmar.fastcsv.reader.CloseableIterator;
import de.siegmar.fastcsv.reader.CsvParseException;
import de.siegmar.fastcsv.reader.CsvReader;
import de.siegmar.fastcsv.reader.CsvRecord;
import de.siegmar.fastcsv.reader.FieldMismatchStrategy;
import java.io.IOException;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * What separates a text file's cells.
 *
 * @param announced whether the file's first line says so, which then is no row
 */
record Delimiter(char character, boolean announced) {
  private static final Pattern ANNOUNCEMENT =
      Pattern.compile("\"?sep=(.)\"?[;,\t]*(?:\r|\n|$)", Pattern.CASE_INSENSITIVE);
  private static final List<Character> USUAL = List.of(';', ',', '\t', '|');
  private static final int ENOUGH_RECORDS = 2000;

  /**
   * @param start of the file, many lines of it
   * @param fallback where no line has two cells
   */
  static Delimiter of(String start, char fallback) {
    Matcher announcement = ANNOUNCEMENT.matcher(start);
    if (announcement.lookingAt()) {
      return new Delimiter(announcement.group(1).charAt(0), true);
    }
    char best = fallback;
    double bestScore = 0;
    for (char candidate : USUAL) {
      double score = score(start, candidate);
      if (score > bestScore) {
        best = candidate;
        bestScore = score;
      }
    }
    return new Delimiter(best, false);
  }

  /**
   * How many records have the most common number of cells, and how far that is from one cell. Where
   * quotation marks make no sense with the candidate, it counts half of what came before.
   */
  private static double score(String start, char candidate) {
    Map<Integer, Integer> records = new HashMap<>();
    int all = 0;
    double trust = 1;
    try (CsvReader<CsvRecord> csv =
        CsvReader.builder()
            .fieldSeparator(candidate)
            .extraFieldStrategy(FieldMismatchStrategy.IGNORE)
            .missingFieldStrategy(FieldMismatchStrategy.IGNORE)
            .ofCsvRecord(start)) {
      CloseableIterator<CsvRecord> each = csv.iterator();
      while (all < ENOUGH_RECORDS && each.hasNext()) {
        records.merge(each.next().getFieldCount(), 1, Integer::sum);
        all++;
      }
    } catch (CsvParseException | IOException e) {
      trust = 0.5;
    }
    double best = 0;
    for (Map.Entry<Integer, Integer> entry : records.entrySet()) {
      best = Math.max(best, (1 - 1.0 / entry.getKey()) * entry.getValue() / all);
    }
    return best * trust;
  }

  /** In plain words. */
  String word() {
    return character == '\t' ? "tab" : character == ' ' ? "blank" : String.valueOf(character);
  }
}
