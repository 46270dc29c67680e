package orderimport.spreadsheet.csv;

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
import orderimport.problem.Phrase;

/**
 * The character that separates the cells of a text file.
 *
 * @param announced whether a {@code sep=} line declares it; that line is not a row
 */
record Delimiter(char character, boolean announced) {
  private static final Pattern ANNOUNCEMENT =
      Pattern.compile("\"?sep=(.)\"?[;,\t]*(?:\r|\n|$)", Pattern.CASE_INSENSITIVE);
  private static final List<Character> CANDIDATES = List.of(';', ',', '\t', '|');
  private static final int SAMPLED_RECORDS = 2000;

  /**
   * Detects the delimiter.
   *
   * @param start the first lines of the file
   * @param fallback if no line has two cells
   */
  static Delimiter of(String start, char fallback) {
    Matcher announcement = ANNOUNCEMENT.matcher(start);
    if (announcement.lookingAt()) {
      return new Delimiter(announcement.group(1).charAt(0), true);
    }
    char best = fallback;
    double bestScore = 0;
    for (char candidate : CANDIDATES) {
      double score = score(start, candidate);
      if (score > bestScore) {
        best = candidate;
        bestScore = score;
      }
    }
    return new Delimiter(best, false);
  }

  /**
   * Rates a candidate by the share of records with the most common number of cells and by that
   * number. If the quotation marks do not match with the candidate, only the records before that
   * count, and only half.
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
      while (all < SAMPLED_RECORDS && each.hasNext()) {
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

  /** The delimiter as messages name it. */
  Object word() {
    return character == '\t'
        ? Phrase.TAB.text()
        : character == ' ' ? Phrase.BLANK.text() : String.valueOf(character);
  }
}
