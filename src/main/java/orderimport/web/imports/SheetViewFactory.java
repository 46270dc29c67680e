package orderimport.web.imports;

import java.util.Collection;
import java.util.List;
import java.util.Map;
import orderimport.heading.HeadingCatalog;
import orderimport.heading.HeadingInterpretation;
import orderimport.imports.Import;
import orderimport.imports.StagedRows;
import orderimport.imports.StagedRows.StagedSheet;
import org.springframework.stereotype.Component;

/** Creates the views of the sheets of imports. */
@Component
class SheetViewFactory {
  private final HeadingCatalog headingCatalog;
  private final StagedRows stagedRows;

  SheetViewFactory(HeadingCatalog headingCatalog, StagedRows stagedRows) {
    this.headingCatalog = headingCatalog;
    this.stagedRows = stagedRows;
  }

  /** The sheets of an import, by position. */
  List<SheetView> of(Import orderImport, Collection<String> carriers) {
    return stagedRows.sheets(orderImport.id()).values().stream()
        .map(sheet -> view(sheet, orderImport, carriers))
        .toList();
  }

  private SheetView view(StagedSheet sheet, Import orderImport, Collection<String> carriers) {
    Map<String, String> chosen = orderImport.options().headings();
    List<HeadingInterpretation> interpretations =
        HeadingInterpretation.of(headingCatalog, sheet, chosen, carriers);
    List<String> sheetCarrier =
        carriers.stream().filter(carrier -> carrier.equalsIgnoreCase(sheet.name())).toList();
    boolean hasOneCarrier =
        !sheetCarrier.isEmpty()
            && interpretations.stream()
                .noneMatch(each -> each.kind() == HeadingInterpretation.Kind.CARRIER);
    return view(
        sheet,
        hasOneCarrier
            ? HeadingInterpretation.of(headingCatalog, sheet, chosen, sheetCarrier)
            : interpretations,
        chosen,
        hasOneCarrier ? sheetCarrier : carriers);
  }

  private SheetView view(
      StagedSheet sheet,
      List<HeadingInterpretation> interpretations,
      Map<String, String> chosen,
      Collection<String> carriers) {
    return new SheetView(
        sheet.name(),
        sheet.headingRow(),
        interpretations.stream()
            .map(
                interpretation ->
                    SheetView.of(interpretation, chosen, suggestion(interpretation, carriers)))
            .toList());
  }

  private String suggestion(HeadingInterpretation interpretation, Collection<String> carriers) {
    return interpretation.kind() == HeadingInterpretation.Kind.UNKNOWN
        ? HeadingInterpretation.suggestions(headingCatalog, interpretation.text(), carriers)
            .stream()
            .findFirst()
            .orElse("")
        : "";
  }

  /** The meanings that a user can choose for a heading. */
  List<String> choices(Collection<String> carriers) {
    return HeadingInterpretation.choices(headingCatalog, carriers);
  }
}
