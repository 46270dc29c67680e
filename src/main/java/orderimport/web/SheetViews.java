package orderimport.web;

import java.util.Collection;
import java.util.List;
import java.util.Map;
import orderimport.column.HeadingReading;
import orderimport.column.Headings;
import orderimport.imports.Import;
import orderimport.imports.StagedRows;
import orderimport.imports.StagedRows.StagedSheet;
import org.springframework.stereotype.Component;

/** How the sheets of imports were understood. */
@Component
class SheetViews {
  private final Headings headings;
  private final StagedRows stagedRows;

  SheetViews(Headings headings, StagedRows stagedRows) {
    this.headings = headings;
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
    List<HeadingReading> readings = HeadingReading.of(headings, sheet, chosen, carriers);
    List<String> own =
        carriers.stream().filter(carrier -> carrier.equalsIgnoreCase(sheet.name())).toList();
    boolean ofOne =
        !own.isEmpty()
            && readings.stream().noneMatch(each -> each.kind() == HeadingReading.Kind.CARRIER);
    return view(
        sheet,
        ofOne ? HeadingReading.of(headings, sheet, chosen, own) : readings,
        chosen,
        ofOne ? own : carriers);
  }

  private SheetView view(
      StagedSheet sheet,
      List<HeadingReading> readings,
      Map<String, String> chosen,
      Collection<String> carriers) {
    return new SheetView(
        sheet.name(),
        sheet.headingRow(),
        readings.stream()
            .map(reading -> SheetView.of(reading, chosen, suggested(reading, carriers)))
            .toList());
  }

  private String suggested(HeadingReading reading, Collection<String> carriers) {
    return reading.kind() == HeadingReading.Kind.UNKNOWN
        ? HeadingReading.suggestions(headings, reading.text(), carriers).stream()
            .findFirst()
            .orElse("")
        : "";
  }

  /** What may be chosen for a heading. */
  List<String> choices(Collection<String> carriers) {
    return HeadingReading.choices(headings, carriers);
  }
}
