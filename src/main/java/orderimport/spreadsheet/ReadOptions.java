package orderimport.spreadsheet;

import java.nio.charset.Charset;
import org.jspecify.annotations.Nullable;

/**
 * What a person says of a text file; null for what the file itself shows.
 *
 * @param encoding of a text file
 * @param delimiter of a text file
 */
public record ReadOptions(@Nullable Charset encoding, @Nullable Character delimiter) {
  public static final ReadOptions NONE = new ReadOptions(null, null);
}
