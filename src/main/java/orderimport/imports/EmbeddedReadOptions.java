package orderimport.imports;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import orderimport.imports.ImportOptions.DateOrder;
import orderimport.imports.ImportOptions.Decimal;
import org.jspecify.annotations.Nullable;

/**
 * What a file of rows to mend says of how its texts are to be read, which somebody said of the file
 * that they come from: a property of the workbook, in the words of the command line.
 */
public record EmbeddedReadOptions(@Nullable Decimal decimal, @Nullable DateOrder dateOrder) {
  /** The name of the workbook's property. */
  public static final String PROPERTY = "order-import";

  private static final Pattern DECIMAL = Pattern.compile("--decimal (point|comma)");
  private static final Pattern DATE_ORDER = Pattern.compile("--date-order (dmy|mdy|ymd)");

  /** Those of an import. */
  public static EmbeddedReadOptions of(ImportOptions options) {
    return new EmbeddedReadOptions(options.decimal(), options.dateOrder());
  }

  /** Those of a workbook with these properties. */
  public static EmbeddedReadOptions in(Map<String, String> properties) {
    String text = properties.getOrDefault(PROPERTY, "");
    Matcher decimal = DECIMAL.matcher(text);
    Matcher dateOrder = DATE_ORDER.matcher(text);
    return new EmbeddedReadOptions(
        decimal.find() ? Decimal.valueOf(decimal.group(1).toUpperCase(Locale.ROOT)) : null,
        dateOrder.find() ? DateOrder.valueOf(dateOrder.group(1).toUpperCase(Locale.ROOT)) : null);
  }

  /** The options of an import of the workbook: what somebody says of it outranks what it says. */
  public ImportOptions overriddenBy(ImportOptions said) {
    return said.withReadOptions(
        said.decimal() == null ? decimal : said.decimal(),
        said.dateOrder() == null ? dateOrder : said.dateOrder());
  }

  /** In the words of the command line; empty if nothing was said. */
  public String text() {
    List<String> words = new ArrayList<>();
    if (decimal != null) {
      words.add("--decimal " + decimal.name().toLowerCase(Locale.ROOT));
    }
    if (dateOrder != null) {
      words.add("--date-order " + dateOrder.name().toLowerCase(Locale.ROOT));
    }
    return String.join(" ", words);
  }
}
