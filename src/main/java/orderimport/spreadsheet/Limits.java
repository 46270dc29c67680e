package orderimport.spreadsheet;

import java.time.Duration;
import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.Binder;
import org.springframework.boot.context.properties.bind.DefaultValue;
import org.springframework.util.unit.DataSize;

/**
 * The limits of input files: {@code order-import.limits} in {@code job-config}. A file that exceeds
 * one of them is rejected.
 *
 * @param file size of the file
 * @param unpacked size of each part of a workbook after unpacking
 * @param ratio compression ratio of a workbook's part; parts that unpack to at most 16 MB are
 *     exempt
 * @param sheets in a workbook
 * @param rows in a sheet or text file
 * @param columns in a row
 * @param sharedText size of the shared strings of a workbook, which are held in memory
 * @param cellText characters in a cell
 * @param rowText characters in a row
 * @param parseTime for reading a sheet once, without the time that the consumer of the rows takes
 */
@ConfigurationProperties("order-import.limits")
public record Limits(
    @DefaultValue("512MB") DataSize file,
    @DefaultValue("4GB") DataSize unpacked,
    @DefaultValue("200") int ratio,
    @DefaultValue("200") int sheets,
    @DefaultValue("2000000") int rows,
    @DefaultValue("16384") int columns,
    @DefaultValue("512MB") DataSize sharedText,
    @DefaultValue("100000") int cellText,
    @DefaultValue("2000000") int rowText,
    @DefaultValue("10m") Duration parseTime) {

  public static final Limits DEFAULTS =
      new Binder().bindOrCreate("order-import.limits", Limits.class);

  public Limits {
    if (ratio < 1 || sheets < 1 || rows < 1 || columns < 1 || cellText < 1 || rowText < 1) {
      throw new IllegalArgumentException("Each of order-import.limits must be at least 1");
    }
  }
}
