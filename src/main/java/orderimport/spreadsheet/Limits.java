package orderimport.spreadsheet;

import java.time.Duration;
import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.Binder;
import org.springframework.boot.context.properties.bind.DefaultValue;
import org.springframework.util.unit.DataSize;

/**
 * {@code order-import.limits} in {@code job-config}: what a file may ask of the program. A file
 * that asks for more is refused.
 *
 * @param file size of the file
 * @param unpacked size of each part of a workbook once unpacked
 * @param ratio how many bytes a byte of a workbook's part may unpack to; parts of less than 16 MB
 *     may have any
 * @param sheets in a workbook
 * @param rows in a sheet or text file
 * @param columns in a row
 * @param sharedText size of the texts that a workbook's cells share; they are kept in memory
 * @param cellText characters of a cell
 * @param rowText characters of a row
 * @param parseTime of one reading of a sheet, without the time that the rows' taker needs
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
