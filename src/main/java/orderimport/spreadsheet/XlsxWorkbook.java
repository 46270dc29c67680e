package orderimport.spreadsheet;

import java.io.IOException;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import javax.xml.stream.XMLStreamException;
import orderimport.spreadsheet.ZipParts.Relation;
import org.jspecify.annotations.Nullable;

/**
 * What a workbook's parts say of its sheets.
 *
 * @param sheets the name of each sheet's part
 * @param sharedTexts the part of the shared texts; null if there is none
 */
record XlsxWorkbook(
    Map<Sheet, String> sheets,
    CellFormats formats,
    boolean from1904,
    @Nullable String sharedTexts) {

  static XlsxWorkbook read(ZipParts parts, String workbookPart, Limits limits, Budget budget)
      throws IOException, XMLStreamException {
    Map<String, Relation> relations = parts.relations(workbookPart, budget);
    Map<Sheet, String> sheets = new LinkedHashMap<>();
    boolean from1904 = false;
    int position = 0;
    try (XmlPart xml = parts.xml(workbookPart, budget)) {
      while (xml.nextElement()) {
        if (xml.name().equals("workbookPr")) {
          from1904 = xml.flag("date1904");
        } else if (xml.name().equals("sheet")) {
          Sheet sheet = sheet(xml, position++);
          Relation relation = relations.get(xml.attribute("id"));
          if (relation != null && relation.is("worksheet")) {
            sheets.put(sheet, relation.part());
          }
          if (position > limits.sheets()) {
            throw new UnreadableSpreadsheetException(
                "The workbook has more than %d sheets, which is the limit. Split it."
                    .formatted(limits.sheets()));
          }
        }
      }
    }
    String styles = part(relations, "styles");
    return new XlsxWorkbook(
        sheets,
        styles == null || !parts.has(styles)
            ? new CellFormats(List.of(), Map.of())
            : formats(parts, styles, budget),
        from1904,
        part(relations, "sharedStrings"));
  }

  private static Sheet sheet(XmlPart xml, int position) {
    String name = xml.attribute("name");
    String state = xml.attribute("state");
    return new Sheet(
        position,
        name == null ? "Sheet" + (position + 1) : RichText.unescape(name),
        state != null && !state.equals("visible"));
  }

  private static @Nullable String part(Map<String, Relation> relations, String kind) {
    return relations.values().stream()
        .filter(relation -> relation.is(kind))
        .map(Relation::part)
        .findFirst()
        .orElse(null);
  }

  private static CellFormats formats(ZipParts parts, String part, Budget budget)
      throws IOException, XMLStreamException {
    List<Integer> styles = new ArrayList<>();
    Map<Integer, String> custom = new HashMap<>();
    try (XmlPart xml = parts.xml(part, budget)) {
      while (xml.nextElement()) {
        if (xml.name().equals("numFmt")) {
          String format = xml.attribute("formatCode");
          if (format != null) {
            custom.putIfAbsent(id(xml), format);
          }
        } else if (xml.name().equals("cellXfs")) {
          int outer = xml.depth();
          while (xml.nextElementWithin(outer)) {
            if (xml.name().equals("xf")) {
              styles.add(id(xml));
            }
          }
        }
      }
    }
    return new CellFormats(styles, custom);
  }

  private static int id(XmlPart xml) {
    String id = xml.attribute("numFmtId");
    return id == null ? 0 : Integer.parseInt(id);
  }
}
