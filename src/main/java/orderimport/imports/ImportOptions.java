package orderimport.imports;

import com.fasterxml.jackson.annotation.JsonFormat;
import com.fasterxml.jackson.annotation.JsonInclude;
import com.fasterxml.jackson.annotation.JsonProperty;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * What a person said of how to read an import; null where nothing was said. Kept with the import,
 * so that a resume follows it.
 *
 * @param hold stop before placing
 * @param allOrNothing place nothing if any row is invalid
 * @param carrier of rows where the file names none
 * @param sheets the names of the only sheets to read; empty for all that are visible
 * @param hiddenRows what to do with hidden rows; null refuses a file that has some
 * @param decimal of numbers written as text
 * @param dateOrder of dates written as text
 * @param encoding of a text file, a charset's name
 * @param delimiter of a text file, one character
 * @param headings what to read in place of headings as they stand, {@code Postkode → zip}; a
 *     meaning that begins with {@code _} leaves the column out
 */
public record ImportOptions(
    boolean hold,
    boolean allOrNothing,
    @Nullable String carrier,
    @JsonProperty("sheet") @JsonFormat(with = JsonFormat.Feature.ACCEPT_SINGLE_VALUE_AS_ARRAY)
        List<String> sheets,
    @Nullable HiddenRows hiddenRows,
    @Nullable Decimal decimal,
    @Nullable DateOrder dateOrder,
    @Nullable String encoding,
    @Nullable String delimiter,
    @JsonInclude(JsonInclude.Include.NON_EMPTY) Map<String, String> headings) {

  public static final ImportOptions NONE =
      new ImportOptions(false, false, null, null, null, null, null, null, null);

  public ImportOptions {
    sheets = List.copyOf(Objects.requireNonNullElse(sheets, List.of()));
    headings = Map.copyOf(Objects.requireNonNullElse(headings, Map.of()));
  }

  /** With the headings as they stand, and one sheet or all. */
  public ImportOptions(
      boolean hold,
      boolean allOrNothing,
      @Nullable String carrier,
      @Nullable String sheet,
      @Nullable HiddenRows hiddenRows,
      @Nullable Decimal decimal,
      @Nullable DateOrder dateOrder,
      @Nullable String encoding,
      @Nullable String delimiter) {
    this(
        hold,
        allOrNothing,
        carrier,
        sheet == null ? List.of() : List.of(sheet),
        hiddenRows,
        decimal,
        dateOrder,
        encoding,
        delimiter,
        Map.of());
  }

  /** The same, but that the orders wait for somebody to place them. */
  public ImportOptions withHold() {
    return to(true, allOrNothing);
  }

  /** The same, but that the orders are to be placed: somebody said so. */
  public ImportOptions withoutHold() {
    return to(false, false);
  }

  /** The same, but with other meanings of headings. */
  public ImportOptions withHeadings(Map<String, String> meanings) {
    return new ImportOptions(
        hold,
        allOrNothing,
        carrier,
        sheets,
        hiddenRows,
        decimal,
        dateOrder,
        encoding,
        delimiter,
        meanings);
  }

  private ImportOptions to(boolean holding, boolean all) {
    return new ImportOptions(
        holding,
        all,
        carrier,
        sheets,
        hiddenRows,
        decimal,
        dateOrder,
        encoding,
        delimiter,
        headings);
  }

  /** The same, but for how texts are read. */
  ImportOptions withReadOptions(@Nullable Decimal newDecimal, @Nullable DateOrder newDateOrder) {
    return new ImportOptions(
        hold,
        allOrNothing,
        carrier,
        sheets,
        hiddenRows,
        newDecimal,
        newDateOrder,
        encoding,
        delimiter,
        headings);
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
