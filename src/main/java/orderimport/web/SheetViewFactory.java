package orderimport.web;

import java.util.Collection;
import java.util.List;
import java.util.Map;
import orderimport.column.HeadingCatalog;
import orderimport.column.HeadingInterpretation;
import orderimport.imports.Import;
import orderimport.imports.StagedRows;
import orderimport.imports.StagedRows.StagedSheet;
import org.springframework.stereotype.Component;

/** How the sheets of imports were understood. */
@Component
class SheetViewFactory {
  private final HeadingCatalog headingCatalog;
  private final StagedRows stagedRows;

  SheetViewFactory(HeadingCatalog headingCatalog, StagedRows stagedRows) {
    this.headingCatalog = headingCatalog;
    this.stagedRows = stagedRows;
  }

  /** By position. */
  List<SheetView> of(Import imported, Collection<String> carriers) {
    return stagedRows.sheets(imported.id()).values().stream()
        .map(sheet -> view(sheet, imported, carriers))
        .toList();
  }

  private SheetView view(StagedSheet sheet, Import imported, Collection<String> carriers) {
    Map<String, String> chosen = imported.options().headings();
    List<HeadingInterpretation> readings =
        HeadingInterpretation.of(headingCatalog, sheet, chosen, carriers);
    List<String> own =
        carriers.stream().filter(carrier -> carrier.equalsIgnoreCase(sheet.name())).toList();
    boolean ofOne =
        !own.isEmpty()
            && readings.stream()
                .noneMatch(each -> each.kind() == HeadingInterpretation.Kind.CARRIER);
    return view(
        sheet,
        ofOne ? HeadingInterpretation.of(headingCatalog, sheet, chosen, own) : readings,
        chosen,
        ofOne ? own : carriers);
  }

  private SheetView view(
      StagedSheet sheet,
      List<HeadingInterpretation> readings,
      Map<String, String> chosen,
      Collection<String> carriers) {
    return new SheetView(
        sheet.name(),
        sheet.headingRow(),
        readings.stream()
            .map(reading -> SheetView.of(reading, chosen, suggested(reading, carriers)))
            .toList());
  }

  private String suggested(HeadingInterpretation reading, Collection<String> carriers) {
    return reading.kind() == HeadingInterpretation.Kind.UNKNOWN
        ? HeadingInterpretation.suggestions(headingCatalog, reading.text(), carriers).stream()
            .findFirst()
            .orElse("")
        : "";
  }

  /** What may be chosen for a heading. */
  List<String> choices(Collection<String> carriers) {
    return HeadingInterpretation.choices(headingCatalog, carriers);
  }
}
