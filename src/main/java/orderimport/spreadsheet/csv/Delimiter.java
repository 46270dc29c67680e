package orderimport.spreadsheet.csv;

import de.siegmar.fastcsv.reader.CloseableIterator;
import de.siegmar.fastcsv.reader.CsvParseException;
import de.siegmar.fastcsv.reader.CsvReader;
import de.siegmar.fastcsv.reader.CsvRecord;
import de.siegmar.fastcsv.reader.FieldMismatchStrategy;
import java.io.IOException;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Predicate;
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

  /** The number of records in which the headings are searched. */
  private static final int HEADING_RECORDS = 100;

  /** Longer texts are not headings. */
  private static final int LONGEST_HEADING = 300;

  /**
   * Detects the delimiter: the one between known headings; without such a line the announced one,
   * and without that the one that divides most lines alike.
   *
   * @param start the first lines of the file
   * @param fallback if no line has two cells
   * @param headings whether a cell's text is a known heading
   */
  static Delimiter of(String start, char fallback, Predicate<String> headings) {
    Matcher announcement = ANNOUNCEMENT.matcher(start);
    boolean announced = announcement.lookingAt();
    List<Character> candidates = new ArrayList<>(CANDIDATES);
    if (announced) {
      candidates.remove((Character) announcement.group(1).charAt(0));
      candidates.add(0, announcement.group(1).charAt(0));
    }
    int most = 1;
    Character between = announced ? candidates.get(0) : null;
    for (char candidate : candidates) {
      int known = headings(start, candidate, headings);
      if (known > most) {
        between = candidate;
        most = known;
      }
    }
    return between != null
        ? new Delimiter(between, announced)
        : new Delimiter(mostRegular(start, fallback), false);
  }

  /** The number of known headings in the record that has most of them. */
  private static int headings(String start, char candidate, Predicate<String> headings) {
    int most = 0;
    try (CsvReader<CsvRecord> csv = reader(start, candidate)) {
      CloseableIterator<CsvRecord> each = csv.iterator();
      for (int i = 0; i < HEADING_RECORDS && each.hasNext(); i++) {
        CsvRecord line = each.next();
        if (line.getFieldCount() > 1) {
          long known =
              line.getFields().stream()
                  .filter(text -> text.length() <= LONGEST_HEADING && headings.test(text))
                  .count();
          most = Math.max(most, (int) known);
        }
      }
    } catch (CsvParseException | IOException e) {
      // The records before a stray quotation mark count.
      return most;
    }
    return most;
  }

  private static CsvReader<CsvRecord> reader(String start, char candidate) {
    return CsvReader.builder()
        .fieldSeparator(candidate)
        .extraFieldStrategy(FieldMismatchStrategy.IGNORE)
        .missingFieldStrategy(FieldMismatchStrategy.IGNORE)
        .ofCsvRecord(start);
  }

  private static char mostRegular(String start, char fallback) {
    char best = fallback;
    double bestScore = 0;
    for (char candidate : CANDIDATES) {
      double score = score(start, candidate);
      if (score > bestScore) {
        best = candidate;
        bestScore = score;
      }
    }
    return best;
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
    try (CsvReader<CsvRecord> csv = reader(start, candidate)) {
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
