package orderimport.web;

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
import org.jspecify.annotations.Nullable;

/** What a person says of how to read a file; blank or senseless where nothing was said. */
record ReadOptionsForm(
    @Nullable String carrier,
    @Nullable String sheet,
    @Nullable String hiddenRows,
    @Nullable String decimal,
    @Nullable String dateOrder,
    @Nullable String encoding,
    @Nullable String delimiter) {

  ImportOptions options(Carriers carriers, Map<String, String> headings) {
    return new ImportOptions(
        true,
        false,
        carrier == null ? null : carriers.find(carrier).map(known -> known.name()).orElse(null),
        sheets(),
        choice(HiddenRows.values(), hiddenRows),
        choice(Decimal.values(), decimal),
        choice(DateOrder.values(), dateOrder),
        charset(),
        delimiter == null || delimiter.isEmpty()
            ? null
            : delimiter.equals("tab") ? "\t" : delimiter.substring(0, 1),
        headings);
  }

  /** No sheet's name has a slash. */
  private List<String> sheets() {
    return sheet == null
        ? List.of()
        : Arrays.stream(sheet.split("/"))
            .map(String::strip)
            .filter(name -> !name.isEmpty())
            .toList();
  }

  /**
   * What is said by a form that lacks some of the fields: of those stays what was said before.
   *
   * @param fields of the form, by their names
   * @param headings what to read in place of headings as they stand
   */
  ImportOptions options(
      Carriers carriers, Set<String> fields, ImportOptions before, Map<String, String> headings) {
    ImportOptions said = options(carriers, headings);
    return new ImportOptions(
        said.hold(),
        said.allOrNothing(),
        fields.contains("carrier") ? said.carrier() : before.carrier(),
        fields.contains("sheet") ? said.sheets() : before.sheets(),
        fields.contains("hiddenRows") ? said.hiddenRows() : before.hiddenRows(),
        fields.contains("decimal") ? said.decimal() : before.decimal(),
        fields.contains("dateOrder") ? said.dateOrder() : before.dateOrder(),
        fields.contains("encoding") ? said.encoding() : before.encoding(),
        fields.contains("delimiter") ? said.delimiter() : before.delimiter(),
        headings);
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
