package orderimport.spreadsheet;

import java.nio.charset.Charset;
import org.jspecify.annotations.Nullable;

/**
 * The options with which a text file is read.
 *
 * @param encoding null to detect it
 * @param delimiter null to detect it
 */
public record ReadOptions(@Nullable Charset encoding, @Nullable Character delimiter) {
  public static final ReadOptions NONE = new ReadOptions(null, null);
}
