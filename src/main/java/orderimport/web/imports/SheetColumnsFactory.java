package orderimport.web.imports;

import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.stream.Stream;
import orderimport.heading.Column;
import orderimport.heading.FieldChoice;
import orderimport.heading.FieldTexts;
import orderimport.heading.HeadingCatalog;
import orderimport.heading.HeadingInterpretation;
import orderimport.heading.HeadingInterpretation.Kind;
import orderimport.imports.Import;
import orderimport.imports.RememberedMappings;
import orderimport.imports.SheetMapping;
import orderimport.imports.StagedRows;
import orderimport.imports.StagedRows.StagedSheet;
import orderimport.spreadsheet.Cell;
import orderimport.web.imports.ColumnValueQueries.ColumnLocation;
import orderimport.web.imports.SheetColumns.ColumnView;
import orderimport.web.imports.SheetColumns.FieldOption;
import orderimport.web.imports.SheetColumns.ValueView;
import org.jspecify.annotations.Nullable;
import org.springframework.context.i18n.LocaleContextHolder;
import org.springframework.stereotype.Component;

/** Creates the views of the columns of imports, in the language of the user. */
@Component
class SheetColumnsFactory {
  /** Of each sheet; more would make the page slow. */
  private static final int MOST = 200;

  private final HeadingCatalog headingCatalog;
  private final FieldTexts fieldTexts;
  private final StagedRows stagedRows;
  private final RememberedMappings rememberedMappings;
  private final ColumnValueQueries values;

  SheetColumnsFactory(
      HeadingCatalog headingCatalog,
      FieldTexts fieldTexts,
      StagedRows stagedRows,
      RememberedMappings rememberedMappings,
      ColumnValueQueries values) {
    this.headingCatalog = headingCatalog;
    this.fieldTexts = fieldTexts;
    this.stagedRows = stagedRows;
    this.rememberedMappings = rememberedMappings;
    this.values = values;
  }

  /**
   * The sheets of an import, in the order of the file.
   *
   * @param user whose remembered choices are looked up
   */
  List<SheetColumns> of(Import orderImport, String user) {
    Collection<StagedSheet> sheets = stagedRows.sheets(orderImport.id()).values();
    Map<Integer, List<String>> carriers = stagedRows.carriersBySheet(orderImport.id());
    Map<ColumnLocation, List<ValueView>> found = values.find(orderImport.id());
    Set<String> remembered =
        rememberedMappings.findByOwner(user, sheets.stream().map(StagedSheet::signature).toList());
    return sheets.stream()
        .map(
            sheet ->
                of(
                    sheet,
                    orderImport,
                    carriers.getOrDefault(sheet.position(), List.of()),
                    found,
                    remembered))
        .toList();
  }

  private SheetColumns of(
      StagedSheet sheet,
      Import orderImport,
      List<String> carriersOfRows,
      Map<ColumnLocation, List<ValueView>> found,
      Set<String> remembered) {
    SheetMapping mapping = orderImport.options().mapping(sheet.signature());
    Map<Integer, HeadingInterpretation> interpretations = new TreeMap<>();
    HeadingInterpretation.of(headingCatalog, sheet, mapping, List.of())
        .forEach(each -> interpretations.put(each.column(), each));
    List<String> carriers = carriers(sheet, orderImport, interpretations.values(), carriersOfRows);
    HeadingInterpretation.of(headingCatalog, sheet, mapping, carriers)
        .forEach(each -> interpretations.put(each.column(), each));
    sheet.samples().keySet().forEach(column -> interpretations.putIfAbsent(column, none(column)));
    Map<String, FieldOption> fields = fields(carriers);
    Map<String, FieldOption> suggestible = new LinkedHashMap<>(fields);
    if (interpretations.values().stream().anyMatch(each -> each.kind() == Kind.ORDER_REF)) {
      suggestible.remove(HeadingCatalog.ORDER_REF);
    }
    return new SheetColumns(
        sheet.position(),
        sheet.name(),
        sheet.headingRow(),
        sheet.signature(),
        carriers,
        sheet.headingRow() == null
            ? List.of()
            : interpretations.values().stream()
                .limit(MOST)
                .map(
                    each ->
                        column(
                            each,
                            sheet,
                            mapping,
                            carriers,
                            fields,
                            suggested(each, carriers, suggestible),
                            found))
                .toList(),
        Math.max(0, interpretations.size() - MOST),
        List.copyOf(fields.values()),
        mapping.rememberedFrom(),
        remembered.contains(sheet.signature()));
  }

  private static HeadingInterpretation none(int column) {
    return new HeadingInterpretation(column, "", Kind.UNKNOWN, Map.of());
  }

  /**
   * Those of the rows or, before any is read, of the first values if a column names them; otherwise
   * that of the sheet or the import.
   */
  private List<String> carriers(
      StagedSheet sheet,
      Import orderImport,
      Collection<HeadingInterpretation> interpretations,
      List<String> ofRows) {
    if (!ofRows.isEmpty()) {
      return ofRows;
    }
    Optional<Integer> column =
        interpretations.stream()
            .filter(each -> each.kind() == Kind.CARRIER)
            .map(HeadingInterpretation::column)
            .findFirst();
    return column.isPresent()
        ? sheet.samples().getOrDefault(column.get(), List.of()).stream()
            .flatMap(text -> headingCatalog.carrierNamed(text).stream())
            .toList()
        : headingCatalog
            .carrierNamed(sheet.name())
            .or(() -> Optional.ofNullable(orderImport.options().carrier()))
            .stream()
            .toList();
  }

  /** The fields that a user can choose, by path. */
  private Map<String, FieldOption> fields(Collection<String> carriers) {
    Map<String, FieldOption> fields = new LinkedHashMap<>();
    for (FieldChoice choice : HeadingInterpretation.choices(headingCatalog, carriers)) {
      fields.put(choice.heading(), option(choice.heading(), choice.column()));
    }
    return fields;
  }

  private FieldOption option(String path, Column column) {
    Locale locale = LocaleContextHolder.getLocale();
    return new FieldOption(
        path, fieldTexts.label(column, locale), fieldTexts.description(column, locale));
  }

  private ColumnView column(
      HeadingInterpretation interpretation,
      StagedSheet sheet,
      SheetMapping mapping,
      List<String> carriers,
      Map<String, FieldOption> fields,
      @Nullable FieldOption suggested,
      Map<ColumnLocation, List<ValueView>> found) {
    int column = interpretation.column();
    List<String> paths =
        switch (interpretation.kind()) {
          case ORDER_REF -> List.of(HeadingCatalog.ORDER_REF);
          case CARRIER -> List.of("carrier");
          case FIELD -> interpretation.paths().values().stream().distinct().toList();
          case IGNORED, UNKNOWN -> List.of();
        };
    List<String> allowed = allowed(interpretation, carriers);
    return new ColumnView(
        column,
        Cell.letters(column),
        heading(sheet, column),
        sheet.samples().getOrDefault(column, List.of()),
        interpretation.kind(),
        paths.isEmpty() ? null : field(paths.get(0), fields),
        String.join(", ", paths),
        mapping.meaning(column) != null,
        suggested,
        allowed.isEmpty()
            ? List.of()
            : found.getOrDefault(new ColumnLocation(sheet.position(), column), List.of()),
        allowed);
  }

  private static @Nullable String heading(StagedSheet sheet, int column) {
    return sheet.headings().stream()
        .filter(cell -> cell.column() == column && !cell.text().isBlank())
        .map(Cell::text)
        .findFirst()
        .orElse(null);
  }

  /** The field of a path, which may name an entry of a list or a key. */
  private static @Nullable FieldOption field(String path, Map<String, FieldOption> fields) {
    FieldOption field = fields.get(path);
    return field != null
        ? field
        : fields.values().stream()
            .filter(each -> withoutBrackets(each.path()).equals(withoutBrackets(path)))
            .findFirst()
            .map(each -> new FieldOption(path, each.label(), each.description()))
            .orElse(null);
  }

  private static String withoutBrackets(String path) {
    return path.replaceAll("\\[[^]]*]", "");
  }

  private @Nullable FieldOption suggested(
      HeadingInterpretation interpretation,
      List<String> carriers,
      Map<String, FieldOption> suggestible) {
    return interpretation.kind() != Kind.UNKNOWN || interpretation.text().isEmpty()
        ? null
        : HeadingInterpretation.suggestions(headingCatalog, interpretation.text(), carriers)
            .stream()
            .map(path -> field(path, suggestible))
            .filter(Objects::nonNull)
            .findFirst()
            .orElse(null);
  }

  private List<String> allowed(HeadingInterpretation interpretation, List<String> carriers) {
    if (interpretation.kind() == Kind.CARRIER) {
      return headingCatalog.all().stream().map(each -> each.carrier().name()).toList();
    }
    return interpretation.paths().entrySet().stream()
        .filter(each -> carriers.isEmpty() || carriers.contains(each.getKey()))
        .flatMap(each -> headingCatalog.of(each.getKey()).find(each.getValue()).stream())
        .flatMap(target -> target.spec().choices().stream())
        .distinct()
        .toList();
  }

  /**
   * The path that a user means by the text of a choice, a path or another known heading of one of
   * the carriers; null if it names no field.
   */
  @Nullable String path(String text, SheetColumns sheet) {
    String stripped = text.strip();
    return Stream.concat(
            sheet.fields().stream()
                .filter(
                    field ->
                        field.text().equalsIgnoreCase(stripped) || field.path().equals(stripped))
                .map(FieldOption::path),
            HeadingInterpretation.path(headingCatalog, stripped, sheet.carriers()).stream())
        .findFirst()
        .orElse(null);
  }
}
