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
 * Read options embedded in a correction workbook, taken from the import that it corrects. They are
 * stored in a property of the workbook, in the syntax of the command line.
 */
public record EmbeddedReadOptions(@Nullable Decimal decimal, @Nullable DateOrder dateOrder) {
  /** The name of the workbook's property. */
  public static final String PROPERTY = "order-import";

  private static final Pattern DECIMAL = Pattern.compile("--decimal (point|comma)");
  private static final Pattern DATE_ORDER = Pattern.compile("--date-order (dmy|mdy|ymd)");

  /** The options of an import. */
  public static EmbeddedReadOptions of(ImportOptions options) {
    return new EmbeddedReadOptions(options.decimal(), options.dateOrder());
  }

  /** The options in the properties of a workbook. */
  public static EmbeddedReadOptions in(Map<String, String> properties) {
    String text = properties.getOrDefault(PROPERTY, "");
    Matcher decimal = DECIMAL.matcher(text);
    Matcher dateOrder = DATE_ORDER.matcher(text);
    return new EmbeddedReadOptions(
        decimal.find() ? Decimal.valueOf(decimal.group(1).toUpperCase(Locale.ROOT)) : null,
        dateOrder.find() ? DateOrder.valueOf(dateOrder.group(1).toUpperCase(Locale.ROOT)) : null);
  }

  /**
   * The options for importing the workbook: explicit options take precedence over embedded ones.
   */
  public ImportOptions overriddenBy(ImportOptions explicit) {
    return explicit.withReadOptions(
        explicit.decimal() == null ? decimal : explicit.decimal(),
        explicit.dateOrder() == null ? dateOrder : explicit.dateOrder());
  }

  /** The options in the syntax of the command line; empty if there are none. */
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
