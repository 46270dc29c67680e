package orderimport.heading;

import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.stream.Collectors;
import orderimport.heading.CarrierColumns.TemplateEntry;
import orderimport.heading.ValueSpec.Type;
import orderimport.spreadsheet.write.TemplateColumn;
import orderimport.spreadsheet.write.TemplateColumn.Kind;
import orderimport.spreadsheet.write.TemplateGuide;
import orderimport.spreadsheet.write.TemplateWorkbook;

/** Creates a carrier's workbook to fill in, with an example that can be imported unchanged. */
public final class Template {
  private static final List<String> YES_NO = List.of("yes", "no");

  private final HeadingCatalog headingCatalog;
  private final String carrier;

  /**
   * @param carrier a carrier's name
   */
  public Template(HeadingCatalog headingCatalog, String carrier) {
    this.headingCatalog = headingCatalog;
    this.carrier = carrier;
  }

  /**
   * Writes the workbook.
   *
   * @throws java.nio.file.FileAlreadyExistsException if the file exists
   */
  public void write(Path file) throws IOException {
    List<TemplateColumn> columns = new ArrayList<>();
    for (Column common : headingCatalog.common(carrier)) {
      columns.add(column(new TemplateEntry(common, common.path(), common.example()), Type.TEXT));
    }
    headingCatalog.of(carrier).offered().stream()
        .sorted(Comparator.comparing(Template::isSeldomFilled))
        .map(templateEntry -> column(templateEntry, type(templateEntry)))
        .forEach(columns::add);
    TemplateWorkbook.write(file, carrier, columns, guide());
  }

  /** Columns that most orders use come first, in the order of the request. */
  private static boolean isSeldomFilled(TemplateEntry templateEntry) {
    return !templateEntry.column().required() && templateEntry.example().isEmpty();
  }

  /** A list of values is a text in its cell. */
  private Type type(TemplateEntry templateEntry) {
    ValueSpec spec = headingCatalog.of(carrier).find(templateEntry.heading()).orElseThrow().spec();
    return spec.list() ? Type.TEXT : spec.type();
  }

  private static TemplateColumn column(TemplateEntry templateEntry, Type type) {
    Column column = templateEntry.column();
    Kind kind =
        switch (type) {
          case TEXT, DECIMAL_TEXT, YES_NO -> Kind.TEXT;
          case WHOLE_NUMBER, DECIMAL -> Kind.NUMBER;
          case DATE, TIME -> Kind.DATE;
        };
    return new TemplateColumn(
        templateEntry.heading(),
        kind,
        column.required(),
        note(column),
        type == Type.YES_NO ? YES_NO : column.allowed(),
        templateEntry.example());
  }

  private static String note(Column column) {
    StringBuilder note = new StringBuilder(need(column));
    note.append(" (").append(column.type()).append(")\n").append(column.description()).append('.');
    if (!column.allowed().isEmpty()) {
      note.append("\nAllowed: ").append(String.join(", ", column.allowed())).append('.');
    }
    if (!column.example().isEmpty()) {
      note.append("\nFor example: ").append(column.example());
    }
    return note.toString();
  }

  private static String need(Column column) {
    if (column.required()) {
      return "Required";
    }
    return column.requiredWith().isEmpty() ? "Optional" : "Required with " + column.requiredWith();
  }

  private TemplateGuide guide() {
    List<List<String>> table = new ArrayList<>();
    for (Column column : headingCatalog.columnsOf(carrier)) {
      table.add(
          List.of(
              nameInGuide(column),
              need(column),
              column.type(),
              String.join(", ", column.allowed()),
              column.description() + "."));
    }
    boolean spans = headingCatalog.of(carrier).carrier().ordersSpanRows();
    return new TemplateGuide(
        "How to",
        "How to order from " + carrier,
        List.of(
            "1. Fill in the sheet " + carrier + "; row 2 is an example, so overwrite it.",
            spans
                ? "2. Enter a unique name for each order in the first column. Rows with the same"
                    + " name are one order: one row for each line or item."
                : "2. Each row is an order. Enter a unique name for each in the first column.",
            spans
                ? "3. Values of the whole order can be in one of its rows or in all of them."
                    + sharedLists()
                : "3. Leave cells blank that do not apply to an order.",
            "4. Columns with a dark heading are required. You can delete columns that you do not"
                + " need and move columns. Each heading has a note.",
            "5. order-import validate FILE.xlsx reports errors; order-import import FILE.xlsx"
                + " places the orders."),
        List.of("Column", "Needed", "Type", "Allowed values", "What it is"),
        table);
  }

  private String sharedLists() {
    return headingCatalog.of(carrier).sharedLists().entrySet().stream()
        .map(
            list ->
                " The columns of %1$s, without those of %2$s, are one entry: repeat them in each of its rows, or leave them blank below its first row. A row without a value for %2$s is another entry."
                    .formatted(list.getKey(), String.join(" and ", list.getValue())))
        .collect(Collectors.joining());
  }

  /** More than the name: a row with the name alone would be detected as a header row. */
  private String nameInGuide(Column column) {
    return headingCatalog.namesOrderRef(column.path())
        ? column.path() + " (the first column)"
        : column.path();
  }
}
