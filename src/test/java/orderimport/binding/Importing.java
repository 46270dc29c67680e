package orderimport.binding;

import java.nio.file.Path;
import java.time.Clock;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import orderimport.carrier.Carrier;
import orderimport.carrier.CarrierProperties;
import orderimport.carrier.Carriers;
import orderimport.carrier.OrderImportProperties;
import orderimport.carrier.RequestValidator;
import orderimport.heading.HeadingAliases;
import orderimport.heading.HeadingCatalog;
import orderimport.imports.Import;
import orderimport.imports.ImportOptions;
import orderimport.imports.StagedRow;
import orderimport.imports.StagedRows.StagedSheet;
import orderimport.placement.TestSettings;
import orderimport.problem.Problem;
import orderimport.spreadsheet.Limits;
import orderimport.spreadsheet.ReadOptions;
import orderimport.spreadsheet.Spreadsheet;
import orderimport.spreadsheet.Spreadsheets;
import orderimport.staging.SheetRowReader;
import orderimport.staging.StagedItem;

/** Reads files as an import does but without a database: it groups the rows in memory. */
public final class Importing {
  static final Clock CLOCK = Clock.fixed(Instant.parse("2018-01-15T12:00:00Z"), ZoneOffset.UTC);
  private static final Map<String, String> ZONES =
      Map.of("granite", "America/New_York", "telecomx", "UTC");

  public final HeadingCatalog headingCatalog;
  private final OrderBinder binder;

  public Importing() {
    this(Map.of(), HeadingAliases.NONE);
  }

  /**
   * @param defaults by carrier
   */
  Importing(Map<String, Map<String, String>> defaults, HeadingAliases friendly) {
    this(Carriers.registered(), defaults, friendly);
  }

  Importing(Carriers carriers, Map<String, Map<String, String>> defaults, HeadingAliases friendly) {
    headingCatalog = new HeadingCatalog(carriers, friendly);
    Map<String, CarrierProperties> settings = new HashMap<>();
    for (Carrier carrier : carriers.all()) {
      settings.put(
          carrier.name(),
          settings(carrier.name(), defaults.getOrDefault(carrier.name(), Map.of())));
    }
    binder =
        new OrderBinder(
            carriers,
            headingCatalog,
            new OrderImportProperties(settings, "en"),
            new RequestValidator(CLOCK));
  }

  /** The carriers' names as messages list them. */
  public static String carrierNames() {
    return Carriers.registered().all().stream()
        .map(Carrier::name)
        .collect(Collectors.joining(", "));
  }

  private static CarrierProperties settings(String carrier, Map<String, String> defaults) {
    Map<String, String> settings = new HashMap<>();
    settings.put("zone", ZONES.getOrDefault(carrier, "Europe/Oslo"));
    defaults.forEach((path, value) -> settings.put("defaults[" + path + "]", value));
    return TestSettings.bind(settings);
  }

  /**
   * The result of reading a file.
   *
   * @param orders by carrier and order_ref, separated by a space
   * @param problems all of them, starting with those of headings
   * @param rows that were read
   * @param binder that bound them
   */
  public record Result(
      Map<String, BoundOrder> orders,
      List<Problem> problems,
      List<StagedRow> rows,
      ImportBinder binder) {
    BoundOrder only() {
      if (orders.size() != 1) {
        throw new AssertionError("Not one order: " + orders.keySet() + " " + problems);
      }
      return orders.values().iterator().next();
    }
  }

  Result read(Path file) {
    return read(file, ImportOptions.NONE, ReadOptions.NONE);
  }

  public Result read(Path file, ImportOptions options, ReadOptions reading) {
    Map<Integer, StagedSheet> sheets = new LinkedHashMap<>();
    List<Problem> problems = new ArrayList<>();
    List<StagedRow> rows = new ArrayList<>();
    String name = file.getFileName().toString();
    try (Spreadsheet spreadsheet = new Spreadsheets(Limits.DEFAULTS).open(file, name, reading);
        SheetRowReader items = new SheetRowReader(spreadsheet, headingCatalog, options)) {
      while (items.hasNext()) {
        StagedItem item = items.next();
        problems.addAll(item.problems());
        if (item instanceof StagedItem.SheetStarted sheetStarted) {
          sheets.put(sheetStarted.sheet().position(), sheetStarted.sheet());
        } else if (item instanceof StagedItem.RowRead rowRead) {
          rows.add(rowRead.row());
        }
      }
      return bind(
          rows,
          new ImportBinder(binder, headingCatalog, imported(options, spreadsheet), sheets),
          problems);
    }
  }

  private static Result bind(List<StagedRow> rows, ImportBinder binder, List<Problem> problems) {
    Map<String, List<StagedRow>> grouped = new LinkedHashMap<>();
    for (StagedRow row : rows.stream().filter(row -> !row.hidden()).toList()) {
      if (row.carrier() == null || row.orderRef() == null) {
        problems.addAll(binder.problemsOf(row, null));
      } else {
        grouped
            .computeIfAbsent(row.carrier() + " " + row.orderRef(), key -> new ArrayList<>())
            .add(row);
      }
    }
    Map<String, BoundOrder> orders = new LinkedHashMap<>();
    grouped.forEach(
        (key, own) -> {
          StagedRow first = own.get(0);
          BoundOrder bound =
              binder.bind(
                  Objects.requireNonNull(first.carrier()),
                  Objects.requireNonNull(first.orderRef()),
                  own);
          orders.put(key, bound);
          problems.addAll(bound.problems());
        });
    return new Result(orders, problems, rows, binder);
  }

  private static Import imported(ImportOptions options, Spreadsheet spreadsheet) {
    return new Import(
        1,
        Import.Kind.IMPORT,
        "file",
        "",
        Map.of(),
        spreadsheet.format(),
        options,
        Import.State.RUNNING,
        null,
        null,
        CLOCK.instant(),
        null,
        0,
        null);
  }

  /** Parses options as on the command line but without dashes. */
  public static ImportOptions options(String words) {
    Map<String, String> said = new HashMap<>();
    for (String word : words.strip().split("\\s+")) {
      int sign = word.indexOf('=');
      if (sign > 0) {
        said.put(word.substring(0, sign), word.substring(sign + 1));
      }
    }
    String hidden = said.get("hidden-rows");
    String decimal = said.get("decimal");
    String order = said.get("date-order");
    return new ImportOptions(
        false,
        false,
        said.get("carrier"),
        Stream.ofNullable(said.get("sheet")).toList(),
        hidden == null ? null : ImportOptions.HiddenRows.valueOf(hidden.toUpperCase(Locale.ROOT)),
        decimal == null ? null : ImportOptions.Decimal.valueOf(decimal.toUpperCase(Locale.ROOT)),
        order == null ? null : ImportOptions.DateOrder.valueOf(order.toUpperCase(Locale.ROOT)),
        null,
        null,
        Map.of());
  }
}
