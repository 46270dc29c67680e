package orderimport.imports;

import org.jspecify.annotations.Nullable;

/**
 * What a person said of an import on the command line; null where nothing was said. Kept with the
 * import, so that a resume follows it.
 *
 * @param hold stop before placing
 * @param allOrNothing place nothing if any row is invalid
 * @param carrier of rows where the file names none
 * @param sheet the only sheet to read
 * @param hiddenRows what to do with hidden rows; null refuses a file that has some
 * @param decimal of numbers written as text
 * @param dateOrder of dates written as text
 * @param encoding of a text file, a charset's name
 * @param delimiter of a text file, one character
 */
public record ImportOptions(
    boolean hold,
    boolean allOrNothing,
    @Nullable String carrier,
    @Nullable String sheet,
    @Nullable HiddenRows hiddenRows,
    @Nullable Decimal decimal,
    @Nullable DateOrder dateOrder,
    @Nullable String encoding,
    @Nullable String delimiter) {

  public static final ImportOptions NONE =
      new ImportOptions(false, false, null, null, null, null, null, null, null);

  /** The same, but that the orders wait for somebody to place them. */
  public ImportOptions holding() {
    return new ImportOptions(
        true, allOrNothing, carrier, sheet, hiddenRows, decimal, dateOrder, encoding, delimiter);
  }

  /** The same, but that the orders are to be placed: somebody said so. */
  public ImportOptions placing() {
    return new ImportOptions(
        false, false, carrier, sheet, hiddenRows, decimal, dateOrder, encoding, delimiter);
  }

  /** The same, but for how texts are read. */
  ImportOptions reading(@Nullable Decimal newDecimal, @Nullable DateOrder newDateOrder) {
    return new ImportOptions(
        hold,
        allOrNothing,
        carrier,
        sheet,
        hiddenRows,
        newDecimal,
        newDateOrder,
        encoding,
        delimiter);
  }

  /** What to do with hidden rows. */
  public enum HiddenRows {
    INCLUDE,
    SKIP
  }

  /** The decimal sign of numbers written as text. */
  public enum Decimal {
    POINT,
    COMMA
  }

  /** The order of day, month and year in dates written as text. */
  public enum DateOrder {
    DMY,
    MDY,
    YMD
  }
}
