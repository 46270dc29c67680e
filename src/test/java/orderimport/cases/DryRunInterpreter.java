package orderimport.cases;

import static java.util.stream.Collectors.groupingBy;
import static java.util.stream.Collectors.joining;

import java.nio.file.Path;
import java.time.Clock;
import java.time.Instant;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.TreeMap;
import orderimport.binding.BoundOrder;
import orderimport.binding.ImportBinder;
import orderimport.binding.OrderBinder;
import orderimport.carrier.Carrier;
import orderimport.carrier.Carriers;
import orderimport.carrier.OrderImportProperties;
import orderimport.carrier.RequestJson;
import orderimport.carrier.RequestValidator;
import orderimport.heading.HeadingAliases;
import orderimport.heading.HeadingCatalog;
import orderimport.imports.FileRejectedException;
import orderimport.imports.Import;
import orderimport.imports.ImportOptions;
import orderimport.imports.StagedRow;
import orderimport.imports.StagedRows.StagedSheet;
import orderimport.problem.Problem;
import orderimport.problem.Problem.Severity;
import orderimport.problem.Text;
import orderimport.spreadsheet.Cell;
import orderimport.spreadsheet.Limits;
import orderimport.spreadsheet.ReadOptions;
import orderimport.spreadsheet.Spreadsheet;
import orderimport.spreadsheet.Spreadsheets;
import orderimport.spreadsheet.UnreadableSpreadsheetException;
import orderimport.staging.SheetRowReader;
import orderimport.staging.StagedItem;
import org.springframework.boot.context.properties.bind.Binder;
import org.springframework.boot.context.properties.source.MapConfigurationPropertySource;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** Dry-runs an import in memory; returns a line for each order and each problem. */
final class DryRunInterpreter {
  private static final Map<String, String> TELECOMX =
      Map.of(
          "[type]", "FIBER",
          "[product]", "5a1b2c3d4e5f60718293a4b6",
          "[reseller]", "5a1b2c3d4e5f60718293a4b5",
          "[address._id]", "5a1b2c3d4e5f60718293a4b7",
          "[ipAddresses]", "8");

  private static final HeadingCatalog HEADINGS =
      new HeadingCatalog(
          Carriers.registered(), HeadingAliases.fromConfiguration(Path.of("job-config")));
  private static final OrderBinder BINDER =
      new OrderBinder(
          Carriers.registered(), HEADINGS, settings(), new RequestValidator(Clock.systemUTC()));

  private final Map<Integer, StagedSheet> sheets = new TreeMap<>();
  private final List<Problem> problems = new ArrayList<>();
  private final List<StagedRow> rows = new ArrayList<>();
  private final List<String> lines = new ArrayList<>();

  private static OrderImportProperties settings() {
    Map<String, String> properties = new LinkedHashMap<>();
    for (Carrier carrier : Carriers.registered().all()) {
      String prefix = "order-import.carriers." + carrier.name();
      properties.put(prefix + ".base-url", "sandbox");
      properties.put(prefix + ".order-path", "/orders");
      properties.put(prefix + ".zone", "UTC");
    }
    TELECOMX.forEach(
        (path, value) -> properties.put("order-import.carriers.telecomx.defaults." + path, value));
    return new Binder(new MapConfigurationPropertySource(properties))
        .bindOrCreate("order-import", OrderImportProperties.class);
  }

  /** Reads a file as an import does. */
  static List<String> of(Path file, ImportOptions options) {
    return new DryRunInterpreter().read(file, options);
  }

  private List<String> read(Path file, ImportOptions options) {
    String name = String.valueOf(file.getFileName());
    try (Spreadsheet spreadsheet =
            new Spreadsheets(Limits.DEFAULTS, HEADINGS::isHeading)
                .open(file, name, ReadOptions.NONE);
        SheetRowReader items = new SheetRowReader(spreadsheet, HEADINGS, options)) {
      for (orderimport.spreadsheet.Sheet sheet : spreadsheet.sheets()) {
        sheets.put(
            sheet.position(), new StagedSheet(sheet.position(), sheet.name(), null, List.of()));
      }
      items.forEachRemaining(this::collect);
      bind(options, name, spreadsheet.format());
    } catch (FileRejectedException rejected) {
      lines.add("rejected " + line(rejected.problem()));
    } catch (UnreadableSpreadsheetException unreadable) {
      lines.add("unreadable");
    }
    problems.forEach(problem -> lines.add(line(problem)));
    return lines;
  }

  private void collect(StagedItem item) {
    problems.addAll(item.problems());
    if (item instanceof StagedItem.SheetStarted sheetStarted) {
      sheets.put(sheetStarted.sheet().position(), sheetStarted.sheet());
    } else if (item instanceof StagedItem.RowRead rowRead) {
      rows.add(rowRead.row());
    }
  }

  private void bind(ImportOptions options, String name, Text format) {
    Import imported =
        new Import(
            1,
            Import.Kind.DRY_RUN,
            name,
            "",
            Map.of(),
            format,
            options,
            Import.State.RUNNING,
            null,
            null,
            Instant.EPOCH,
            null,
            0,
            null);
    ImportBinder importBinder = new ImportBinder(BINDER, HEADINGS, imported, sheets);
    rows.stream().filter(StagedRow::hidden).forEach(row -> lines.add("skipped " + location(row)));
    rows.stream()
        .filter(row -> !row.hidden() && row.carrier() != null && row.orderRef() != null)
        .collect(
            groupingBy(row -> row.carrier() + " " + row.orderKey(), LinkedHashMap::new, toRows()))
        .values()
        .forEach(order -> bind(importBinder, order));
    rows.stream()
        .filter(row -> !row.hidden() && (row.carrier() == null || row.orderRef() == null))
        .filter(row -> problems.stream().noneMatch(problem -> isErrorOf(row, problem)))
        .forEach(row -> problems.addAll(importBinder.problemsOf(row, null)));
  }

  private static boolean isErrorOf(StagedRow row, Problem problem) {
    return problem.severity() == Severity.ERROR
        && Integer.valueOf(row.sheet()).equals(problem.location().sheet())
        && Integer.valueOf(row.number()).equals(problem.location().row());
  }

  private static java.util.stream.Collector<StagedRow, ?, List<StagedRow>> toRows() {
    return java.util.stream.Collectors.toList();
  }

  private void bind(ImportBinder importBinder, List<StagedRow> order) {
    StagedRow first = order.get(0);
    String carrier = String.valueOf(first.carrier());
    String ref = String.valueOf(first.orderRef());
    BoundOrder bound = importBinder.bind(carrier, ref, order);
    problems.addAll(bound.problems());
    Record request = bound.request();
    lines.add(
        "%s %s at %s:%s"
            .formatted(
                carrier,
                ref,
                order.stream().map(this::location).collect(joining(",")),
                bound.valid() && request != null ? sent(request) : " invalid"));
  }

  /** Lists the fields of the request, except those with the default value. */
  private static String sent(Record request) {
    StringBuilder sent = new StringBuilder();
    JsonNode json = JsonMapper.shared().readTree(RequestJson.write(request));
    json.properties()
        .forEach(
            field -> {
              boolean given =
                  !field.getKey().equals("reference")
                      && !field.getKey().equals("address")
                      && !field
                          .getValue()
                          .asString("")
                          .equals(TELECOMX.get("[" + field.getKey() + "]"))
                      && !(field.getKey().equals("ipAddresses") && field.getValue().asInt() == 8);
              if (given) {
                sent.append(' ').append(field.getKey()).append('=').append(field.getValue());
              }
            });
    return sent.toString();
  }

  private String location(StagedRow row) {
    return name(row.sheet()) + "!" + row.number();
  }

  private String name(int sheet) {
    StagedSheet staged = sheets.get(sheet);
    return staged == null ? "sheet " + sheet : staged.name();
  }

  private String line(Problem problem) {
    Problem.Location location = problem.location();
    Integer column = location.column();
    return "%s %s%s%s %s%s"
        .formatted(
            problem.severity() == Severity.ERROR
                ? "error"
                : problem.severity().name().toLowerCase(Locale.ROOT),
            location.sheet() == null ? "file" : name(location.sheet()) + "!",
            column == null ? "" : Cell.letters(column),
            location.row() == null ? "" : location.row(),
            problem.code(),
            problem.value() == null ? "" : " \"" + problem.value().replace("\n", "\\n") + "\"");
  }
}
