package orderimport.spreadsheet;

import java.util.Spliterator;
import java.util.Spliterators.AbstractSpliterator;
import java.util.function.Consumer;
import java.util.stream.Stream;
import java.util.stream.StreamSupport;
import orderimport.problem.Text;
import org.jspecify.annotations.Nullable;

/** Reads the rows of a sheet from top to bottom. */
public interface RowReader extends AutoCloseable {

  /**
   * The next row with a filled cell; null at the end.
   *
   * @throws Exception any exception of the parser
   */
  @Nullable Row next() throws Exception;

  /**
   * The current position, as the start of a sentence: {@code The sheet "Orders", after row 17,}.
   */
  Text subject();

  @Override
  void close();

  /**
   * Streams the rows within the time budget. An exception of the parser is thrown as an {@link
   * UnreadableSpreadsheetException}.
   */
  static Stream<Row> stream(RowReader reader, ParseTimeBudget parseTimeBudget) {
    return StreamSupport.stream(new Rows(reader, parseTimeBudget), false).onClose(reader::close);
  }

  final class Rows extends AbstractSpliterator<Row> {
    private final RowReader reader;
    private final ParseTimeBudget parseTimeBudget;

    private Rows(RowReader reader, ParseTimeBudget parseTimeBudget) {
      super(Long.MAX_VALUE, Spliterator.ORDERED | Spliterator.NONNULL | Spliterator.IMMUTABLE);
      this.reader = reader;
      this.parseTimeBudget = parseTimeBudget;
    }

    @Override
    public boolean tryAdvance(Consumer<? super Row> action) {
      Row row = parseTimeBudget.call(reader::subject, reader::next);
      if (row == null) {
        return false;
      }
      action.accept(row);
      return true;
    }
  }
}
