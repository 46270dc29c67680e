package orderimport.imports;

import com.fasterxml.jackson.annotation.JsonFormat;
import com.fasterxml.jackson.annotation.JsonInclude;
import com.fasterxml.jackson.annotation.JsonProperty;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/**
 * The user's options for an import; null where an option is not set. Stored with the import, so
 * that they also apply when it is resumed.
 *
 * @param hold stop before placing
 * @param allOrNothing place nothing if any row is invalid
 * @param carrier the carrier of rows that name none
 * @param sheets the names of the sheets to read; empty for all visible sheets
 * @param hiddenRows how to treat hidden rows; null rejects a file with hidden rows
 * @param decimal the decimal separator of numbers stored as text
 * @param dateOrder the order of day, month and year of dates stored as text
 * @param encoding the charset's name of a text file
 * @param delimiter the delimiter of a text file, one character
 * @param mappings how a user matched the columns of sheets, by the signature of their headings
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
    @JsonProperty("columns") @JsonInclude(JsonInclude.Include.NON_EMPTY)
        Map<String, SheetMapping> mappings) {

  public static final ImportOptions NONE =
      new ImportOptions(false, false, null, List.of(), null, null, null, null, null, Map.of());

  public ImportOptions {
    sheets = List.copyOf(Objects.requireNonNullElse(sheets, List.of()));
    // In the order of the keys, as options are compared by their text.
    mappings =
        Collections.unmodifiableMap(new TreeMap<>(Objects.requireNonNullElse(mappings, Map.of())));
  }

  /** These options with the orders on hold. */
  public ImportOptions withHold() {
    return with(true, allOrNothing, decimal, dateOrder, mappings);
  }

  /** These options with what other ones say about placing the orders. */
  public ImportOptions withPlacingOf(ImportOptions others) {
    return with(others.hold, others.allOrNothing, decimal, dateOrder, mappings);
  }

  /**
   * The options about reading that are set and differ from those with which a file was read, as on
   * the command line, such as {@code --decimal comma}.
   */
  public List<String> notAppliedBy(ImportOptions read) {
    List<String> others = new ArrayList<>();
    addIfOther(others, "--carrier", carrier, read.carrier);
    if (!sheets.isEmpty() && !sheets.equals(read.sheets)) {
      sheets.forEach(sheet -> others.add("--sheet " + sheet));
    }
    addIfOther(others, "--hidden-rows", hiddenRows, read.hiddenRows);
    addIfOther(others, "--decimal", decimal, read.decimal);
    addIfOther(others, "--date-order", dateOrder, read.dateOrder);
    addIfOther(others, "--encoding", encoding, read.encoding);
    addIfOther(others, "--delimiter", delimiter, read.delimiter);
    return others;
  }

  private static void addIfOther(
      List<String> others, String name, @Nullable Object given, @Nullable Object read) {
    if (given != null && !given.equals(read)) {
      String value =
          given instanceof Enum<?> constant
              ? constant.name().toLowerCase(Locale.ROOT)
              : given.equals("\t") ? "tab" : given.toString();
      others.add(name + " " + value);
    }
  }

  /** These options with other options for numbers and dates stored as text. */
  ImportOptions withReadOptions(@Nullable Decimal newDecimal, @Nullable DateOrder newDateOrder) {
    return with(hold, allOrNothing, newDecimal, newDateOrder, mappings);
  }

  /** These options with other mappings of columns. */
  public ImportOptions withMappings(Map<String, SheetMapping> newMappings) {
    return with(hold, allOrNothing, decimal, dateOrder, newMappings);
  }

  private ImportOptions with(
      boolean newHold,
      boolean newAllOrNothing,
      @Nullable Decimal newDecimal,
      @Nullable DateOrder newDateOrder,
      Map<String, SheetMapping> newMappings) {
    return new ImportOptions(
        newHold,
        newAllOrNothing,
        carrier,
        sheets,
        hiddenRows,
        newDecimal,
        newDateOrder,
        encoding,
        delimiter,
        newMappings);
  }

  /**
   * How a user matched the columns of a sheet.
   *
   * @param signature of its headings
   */
  public SheetMapping mapping(String signature) {
    return mappings.getOrDefault(signature, SheetMapping.NONE);
  }

  /** How to treat hidden rows. */
  public enum HiddenRows {
    INCLUDE,
    SKIP
  }

  /** The decimal separator of numbers stored as text. */
  public enum Decimal {
    POINT,
    COMMA
  }

  /** The order of day, month and year in dates stored as text. */
  public enum DateOrder {
    DMY,
    MDY,
    YMD
  }
}
