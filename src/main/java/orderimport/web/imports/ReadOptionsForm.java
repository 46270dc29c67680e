package orderimport.web.imports;

import java.nio.charset.Charset;
import java.nio.charset.IllegalCharsetNameException;
import java.nio.charset.UnsupportedCharsetException;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Set;
import orderimport.carrier.Carriers;
import orderimport.imports.ImportOptions;
import orderimport.imports.ImportOptions.DateOrder;
import orderimport.imports.ImportOptions.Decimal;
import orderimport.imports.ImportOptions.HiddenRows;
import orderimport.imports.SheetMapping;
import org.jspecify.annotations.Nullable;

/** The form with the options for reading a file. Blank and invalid values count as not given. */
record ReadOptionsForm(
    @Nullable String carrier,
    @Nullable String sheet,
    @Nullable String hiddenRows,
    @Nullable String decimal,
    @Nullable String dateOrder,
    @Nullable String encoding,
    @Nullable String delimiter) {

  ImportOptions options(Carriers carriers, Map<String, SheetMapping> mappings) {
    return new ImportOptions(
        true,
        false,
        carrier == null ? null : carriers.find(carrier).map(found -> found.name()).orElse(null),
        sheets(),
        choice(HiddenRows.values(), hiddenRows),
        choice(Decimal.values(), decimal),
        choice(DateOrder.values(), dateOrder),
        charset(),
        delimiter == null || delimiter.isEmpty()
            ? null
            : delimiter.equals("tab") ? "\t" : delimiter.substring(0, 1),
        mappings);
  }

  /** The names are separated by slashes, which the name of a sheet cannot contain. */
  private List<String> sheets() {
    return sheet == null
        ? List.of()
        : Arrays.stream(sheet.split("/"))
            .map(String::strip)
            .filter(name -> !name.isEmpty())
            .toList();
  }

  /**
   * The options of a form with some of the fields only; the other options keep their values.
   *
   * @param fields the names of the fields in the form
   * @param before the previous options
   */
  ImportOptions options(Carriers carriers, Set<String> fields, ImportOptions before) {
    ImportOptions submitted = options(carriers, before.mappings());
    return new ImportOptions(
        submitted.hold(),
        submitted.allOrNothing(),
        fields.contains("carrier") ? submitted.carrier() : before.carrier(),
        fields.contains("sheet") ? submitted.sheets() : before.sheets(),
        fields.contains("hiddenRows") ? submitted.hiddenRows() : before.hiddenRows(),
        fields.contains("decimal") ? submitted.decimal() : before.decimal(),
        fields.contains("dateOrder") ? submitted.dateOrder() : before.dateOrder(),
        fields.contains("encoding") ? submitted.encoding() : before.encoding(),
        fields.contains("delimiter") ? submitted.delimiter() : before.delimiter(),
        before.mappings());
  }

  private static <E extends Enum<E>> @Nullable E choice(E[] all, @Nullable String name) {
    return Arrays.stream(all).filter(each -> each.name().equals(name)).findFirst().orElse(null);
  }

  private @Nullable String charset() {
    try {
      return encoding == null || encoding.isBlank() ? null : Charset.forName(encoding).name();
    } catch (IllegalCharsetNameException | UnsupportedCharsetException e) {
      return null;
    }
  }
}
